/**
 * Shapes of the house API by the operation that takes or gives them. The server's description names its schemas for
 * itself, and may name them otherwise tomorrow; the path of an operation stays.
 */
import type { paths } from "../../../api/schema";

type Method = "get" | "post" | "put" | "patch" | "delete";
type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;

/** What an operation answers where it did what was asked. */
export type Answer<Path extends keyof paths, Verb extends Method> =
  paths[Path] extends Record<Verb, { responses: infer Answers }> ? Json<Answers[keyof Answers & (200 | 201 | 202)]> : never;

/** What an operation takes as its body. */
export type Body<Path extends keyof paths, Verb extends Method> =
  paths[Path] extends Record<Verb, { requestBody: infer Given }> ? Json<Given> : never;

/** A row of a list. */
export type Row<Path extends keyof paths> = Answer<Path, "get"> extends { data: (infer One)[] } ? One : never;
