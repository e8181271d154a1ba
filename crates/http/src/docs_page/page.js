// Renders /openapi.json. Texts are always set as text, never as markup.
"use strict";

const METHODS = ["get", "post", "put", "patch", "delete"];

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

// Descriptions are written with backticks around code.
function prose(name, text, className) {
  const made = element(name, undefined, className);
  text.split(/`([^`]+)`/).forEach((part, position) => {
    if (part) made.append(position % 2 ? element("code", part) : part);
  });
  return made;
}

function table(head, rows) {
  const made = element("table");
  const first = made.appendChild(element("tr"));
  head.forEach((cell) => first.appendChild(element("th", cell)));
  rows.forEach((row) => {
    const line = made.appendChild(element("tr"));
    row.forEach((cell, column) => line.appendChild(column ? prose("td", cell) : element("td", cell)).classList.toggle("name", !column));
  });
  return made;
}

function resolve(api, schema, depth = 0) {
  if (!schema || depth > 6) return {};
  if (schema.$ref) {
    const name = schema.$ref.split("/").pop();
    return resolve(api, api.components?.schemas?.[name], depth + 1);
  }
  if (schema.allOf) {
    return schema.allOf.reduce((whole, part) => {
      const own = resolve(api, part, depth + 1);
      return { ...whole, ...own, properties: { ...whole.properties, ...own.properties } };
    }, {});
  }
  return schema;
}

function typeName(api, schema) {
  if (!schema) return "";
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const choices = schema.oneOf || schema.anyOf;
  if (choices) return choices.map((choice) => typeName(api, choice)).join(" or ");
  const type = Array.isArray(schema.type) ? schema.type.join(" or ") : schema.type || "";
  if (schema.items) return `array of ${typeName(api, schema.items)}`;
  return schema.format ? `${type} (${schema.format})` : type;
}

function fields(api, schema) {
  const whole = resolve(api, schema);
  const required = new Set(whole.required || []);
  return Object.entries(whole.properties || {}).map(([name, field]) => [
    name,
    typeName(api, field),
    required.has(name) ? "required" : "",
    field.description || resolve(api, field).description || "",
  ]);
}

function operation(api, path, method, what) {
  const box = element("details");
  box.id = what.operationId || `${method}${path}`;
  const head = box.appendChild(element("summary"));
  head.append(
    element("span", method.toUpperCase(), "method"),
    element("code", path),
    prose("span", what.summary || "", "what"),
  );
  const inside = box.appendChild(element("div", undefined, "inside"));
  if (what.description) inside.append(prose("p", what.description));
  const parameters = what.parameters || [];
  if (parameters.length) {
    inside.append(element("h3", "Parameters"), table(
      ["name", "in", "type", "", "meaning"],
      parameters.map((one) => [one.name, one.in, typeName(api, one.schema), one.required ? "required" : "", one.description || ""]),
    ));
  }
  const content = what.requestBody?.content || {};
  Object.entries(content).forEach(([type, body]) => {
    inside.append(element("h3", `Body (${type})`), table(["field", "type", "", "meaning"], fields(api, body.schema)));
    if (body.example) inside.append(element("pre", JSON.stringify(body.example, null, 2)));
  });
  inside.append(element("h3", "Answers"));
  Object.entries(what.responses || {}).forEach(([status, answer]) => {
    const type = Object.values(answer.content || {})[0];
    inside.append(prose("p", `${status}: ${answer.description || ""}${type ? `, ${typeName(api, type.schema)}` : ""}`));
  });
  return box;
}

function show(api) {
  const main = document.getElementById("operations");
  document.getElementById("description").textContent = `${api.info.description || ""} Version ${api.info.version}.`;
  const groups = new Map();
  Object.entries(api.paths || {}).forEach(([path, item]) => METHODS.filter((method) => item[method]).forEach((method) => {
    const group = item[method].tags?.[0] || "Other";
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push(operation(api, path, method, item[method]));
  }));
  main.replaceChildren();
  groups.forEach((operations, name) => {
    const section = main.appendChild(element("section"));
    section.append(element("h2", name), ...operations);
  });
  document.getElementById("filter").addEventListener("input", (event) => {
    const wanted = event.target.value.toLowerCase();
    main.querySelectorAll("details").forEach((box) => {
      box.hidden = !box.textContent.toLowerCase().includes(wanted);
    });
  });
}

fetch("/openapi.json")
  .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`status ${answer.status}`))))
  .then(show)
  .catch((error) => {
    const text = `The description could not be loaded: ${error.message}.`;
    document.getElementById("operations").replaceChildren(element("p", text));
  });
