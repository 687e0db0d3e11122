// Judges a Power BI project without Power BI: its JSON by Microsoft's schemas (the copies beside this file), its report by Microsoft's checker of reports, each
// expression of Power Query by Microsoft's parser. Where somebody has installed Microsoft's TMDL parser too (@microsoft/powerbi-modeling-mcp, a preview whose
// licence allows testing alone: it is no dependency), the model by that. DAX is judged by nothing here.
//   node check.mjs FOLDER MODULES     MODULES: where tests/run.sh installed package.json
// One line a fault; the last line counts them.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [folder, modules] = process.argv.slice(2).map(p => resolve(p));
const schemas = join(dirname(fileURLToPath(import.meta.url)), "schemas");
const installed = createRequire(join(modules, "package.json"));
const files = (of, kind) => readdirSync(of, { recursive: true, withFileTypes: true })
  .filter(e => e.isFile() && kind.test(e.name)).map(e => join(e.parentPath ?? e.path, e.name));
const read = file => readFileSync(file, "utf8").replace(/^\uFEFF/, "");
let faults = 0;
const fault = (what, where, why) => { faults++; console.log(`${what}: ${where}: ${why}`); };

function judgeJson() {
  const ajv = new (installed("ajv").default)({ strict: false, allErrors: true });
  installed("ajv-formats").default(ajv);
  // By the address of their path: some of the files bear the $id of another.
  for (const file of files(schemas, /\.json$/))
    ajv.addSchema({ ...JSON.parse(read(file)), $id: "https://developer.microsoft.com/json-schemas/" + relative(schemas, file).replaceAll("\\", "/") });
  let judged = 0;
  for (const file of files(folder, /(\.json|\.pbir|\.pbism|\.pbip|\.platform)$/)) {
    const content = JSON.parse(read(file));
    if (!content.$schema?.includes("/fabric/")) continue;
    judged++;
    const judge = ajv.getSchema(content.$schema);
    if (!judge) fault("schema", relative(folder, file), `there is no copy of ${content.$schema}`);
    else if (!judge(content)) for (const error of judge.errors.slice(0, 3)) fault("schema", relative(folder, file), `${error.instancePath} ${error.message}`);
  }
  console.log(`${judged} files by their schemas`);
}

function judgeReport() {
  const checker = join(modules, "node_modules", "@microsoft", "powerbi-report-authoring-cli", "dist", "cli.js");
  for (const report of readdirSync(folder).filter(n => n.endsWith(".Report"))) {
    const ran = spawnSync(process.execPath, [checker, "validate", "--no-schema", join(folder, report)], { encoding: "utf8", maxBuffer: 1 << 28 });
    let said;
    try { said = JSON.parse(ran.stdout); } catch { said = null; }
    if (!said?.data) { fault("report", report, (said ? JSON.stringify(said) : ran.stderr || ran.stdout).slice(0, 400)); continue; }
    // Warnings count too.
    for (const [code, { items }] of Object.entries(said.data.diagnostics ?? {}))
      for (const item of items) fault("report", relative(folder, item.file ?? report), `${code} ${item.message}`);
    console.log(`${report}: ${said.data.result}`);
  }
}

// The lines behind "source =" and the like in TMDL, by their indentation; those of calculated tables are DAX.
function* expressions(text) {
  const lines = text.split(/\r?\n/);
  let kind = "";
  for (let n = 0; n < lines.length; n++) {
    kind = /^\s*partition .* = (\w+)/.exec(lines[n])?.[1] ?? kind;
    const found = /^(\t*)(source|sourceExpression|pollingExpression|expression [^=]+)\s*=\s*(.*)$/.exec(lines[n]);
    if (!found || (found[2] === "source" && kind !== "m")) continue;
    const body = [found[3]];
    for (let i = n + 1; i < lines.length && (lines[i].trim() === "" || /^\t*/.exec(lines[i])[0].length > found[1].length); i++) body.push(lines[i]);
    yield [n + 1, body.join("\n").trim().replace(/\s+meta\s*\[[\s\S]*\]$/, "")];
  }
}

async function judgeQueries() {
  const { DefaultSettings, TaskUtils } = installed("@microsoft/powerquery-parser");
  let judged = 0;
  for (const file of files(folder, /\.tmdl$/))
    for (const [line, code] of expressions(read(file))) {
      judged++;
      const parsed = await TaskUtils.tryLexParse(DefaultSettings, code);
      if (TaskUtils.isError(parsed)) fault("Power Query", `${relative(folder, file)}:${line}`, parsed.error?.message ?? parsed.stage);
    }
  console.log(`${judged} expressions of Power Query`);
}

async function judgeModel() {
  const parser = join(modules, "node_modules", "@microsoft", "powerbi-modeling-mcp-linux-x64", "dist", "powerbi-modeling-mcp");
  if (!existsSync(parser)) return console.log("TMDL: its parser is not installed");
  const server = spawn(parser, ["--start"], { stdio: ["pipe", "pipe", "ignore"] });
  const waiting = new Map();
  let [rest, last] = ["", 0];
  server.stdout.on("data", data => {
    const lines = (rest + data).split("\n");
    rest = lines.pop();
    for (const line of lines) if (line.startsWith("{")) { const said = JSON.parse(line); waiting.get(said.id)?.(said); }
  });
  const tell = message => server.stdin.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\n");
  const ask = (method, params) => new Promise(done => { waiting.set(++last, done); tell({ id: last, method, params }); });
  await ask("initialize", { protocolVersion: "2024-11-05", capabilities: {}, clientInfo: { name: "check", version: "1" } });
  tell({ method: "notifications/initialized" });
  for (const model of readdirSync(folder).filter(n => n.endsWith(".SemanticModel"))) {
    const request = { operation: "ImportFromTmdlFolder", tmdlFolderPath: join(folder, model, "definition") };
    const { result, error } = await ask("tools/call", { name: "database_operations", arguments: { request } });
    const said = (result?.content ?? []).map(c => c.text ?? "").join(" ");
    if (error || result?.isError || /Error importing/.test(said)) fault("TMDL", model, (error?.message ?? said).slice(0, 600));
    else console.log(`TMDL: ${model} read`);
  }
  server.kill();
}

judgeJson();
judgeReport();
await judgeQueries();
await judgeModel();
console.log(`${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
