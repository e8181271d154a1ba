/**
 * Writes src/api/schema.d.ts from the server's own description (an /openapi.json, by file or address): the house API
 * and what it refers to. With --check nothing is written, and a difference is an error.
 */
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const PREFIX = "/api/colloquy/v1";
const TARGET = new URL("../src/api/schema.d.ts", import.meta.url);
const HEAD = "// Made from the server's /openapi.json by `npm run types`. Do not edit.\n\n";

const words = process.argv.slice(2);
const source = words.find((word) => !word.startsWith("--")) ?? "../target/openapi.json";
const description = JSON.parse(source.startsWith("http") ? await (await fetch(source)).text() : readFileSync(source, "utf8"));

description.paths = Object.fromEntries(Object.entries(description.paths).filter(([path]) => path.startsWith(PREFIX)));
const kept = new Set();
const keep = (value) => {
  if (Array.isArray(value)) value.forEach(keep);
  else if (value && typeof value === "object") {
    const name = value.$ref?.match(/^#\/components\/schemas\/(.+)$/)?.[1];
    if (name && !kept.has(name)) {
      kept.add(name);
      keep(description.components.schemas[name]);
    }
    Object.values(value).forEach(keep);
  }
};
keep(description.paths);
const schemas = Object.entries(description.components.schemas).filter(([name]) => kept.has(name));
description.components = { schemas: Object.fromEntries(schemas) };

const text = HEAD + astToString(await openapiTS(description));
if (!words.includes("--check")) writeFileSync(TARGET, text);
else if (readFileSync(TARGET, "utf8") !== text) {
  console.error("src/api/schema.d.ts is not what the server describes: run `npm run types`");
  process.exit(1);
}
