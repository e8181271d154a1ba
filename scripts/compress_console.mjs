// Puts compressed forms (.br, .gz) beside the files of the console's build, for the server to send as they are.
// usage: node scripts/compress_console.mjs [folder]
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const folder = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), "../console/dist");
// Smaller ones fit into one packet anyway.
const SMALLEST_BYTES = 1024;

for (const name of readdirSync(folder, { recursive: true })) {
  const path = join(folder, name);
  if (!/\.(js|mjs|css|html|svg|json|map|txt|webmanifest)$/.test(name) || statSync(path).size < SMALLEST_BYTES) continue;
  const plain = readFileSync(path);
  const forms = {
    ".br": brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    ".gz": gzipSync(plain, { level: 9 }),
  };
  for (const [ending, form] of Object.entries(forms)) {
    if (form.length < plain.length) writeFileSync(path + ending, form);
  }
}
