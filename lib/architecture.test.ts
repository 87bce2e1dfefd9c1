import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, posix, relative } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { NAVIGATION } from "@/lib/auth/navigation";

const ROOT = process.cwd();
const isTest = (file: string) => /\.test\.tsx?$/.test(file);

const SOURCES = ["app", "components", "lib"]
  .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
  .filter((file) => !file.startsWith("lib/generated/"))
  .concat("proxy.ts")
  .sort();

type Import = { from: string; what: string; isType: boolean };

/** Every import and re-export of a file; what is ours as a path from the root without its ending. */
function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), "utf8"), ts.ScriptTarget.Latest, false);
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, isType: boolean) => {
    if (specifier && ts.isStringLiteral(specifier)) found.push({ from: file, what: resolve(file, specifier.text), isType });
  };
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node));
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypeOnly({ importClause }: ts.ImportDeclaration) {
  if (!importClause) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = importClause.namedBindings;
  return !importClause.name && !!names && ts.isNamedImports(names) && names.elements.every((name) => name.isTypeOnly);
}

function resolve(file: string, specifier: string) {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (!specifier.startsWith(".")) return specifier;
  return posix.normalize(posix.join(dirname(file), specifier)).replace(/\.tsx?$/, "");
}

const FOUNDATION = /^lib\/(generated\/.*|(cipher|db|env|errors|log|http|csv|audit|rate-limit|transaction|keyset|time-scale)|(queue|sms)\/.*)$/;
const GATEWAY = /^lib\/smsc\/(gateway|errors|status-catalogue|governor|settings|seal)$/;
const FOR_BROWSERS =
  /^lib\/(sms\/.*|errors|http|smsc\/status-catalogue|i18n\/(config|format|request|synonyms\.json|use-[a-z-]+)|auth\/(permissions|navigation|actions|action-result|password-length))$/;
const DOORS_OF_A_NOUN = /^lib\/[a-z-]+\/(schema|limits|lifecycle|query-options|answers|actions|explanations|outcomes|languages|display|filters)$/;

/** Which nouns a noun may build on: always downhill. */
const DOWNHILL: Record<string, readonly string[]> = {
  mailings: ["submissions", "messages", "lists", "contacts", "suppression", "templates", "sender-ids", "balance", "search"],
  hlr: ["mailings", "submissions", "messages", "lists", "contacts", "suppression", "balance"],
  palette: ["mailings", "messages", "lists", "contacts", "suppression"],
  reports: ["mailings", "messages", "suppression"],
  submissions: ["messages", "contacts", "suppression", "balance"],
  imports: ["lists", "contacts", "suppression"],
  lists: ["contacts", "suppression", "search"],
  contacts: ["suppression"],
  messages: ["search"],
  replies: ["suppression"],
  balance: [],
  connection: [],
  suppression: [],
  dashboard: ["mailings", "messages", "submissions", "balance", "contacts", "lists", "suppression"],
  operators: [],
  heartbeat: [],
  installation: [],
  health: [],
};

const isOurs = (what: string) => /^(app|components|lib|proxy)(\/|$)/.test(what);
const nounOf = (path: string) => path.split("/")[1] ?? "";

/** May this file import that module of ours? The layer table of the house, line by line. */
function mayImport(file: string, what: string, isType: boolean): boolean {
  const folder = nounOf(file);
  if (what.startsWith("app/") || what.startsWith("lib/worker/")) return dirname(file).split("/")[0] === what.split("/")[0] && sameDoor(file, what);
  if (what.startsWith("lib/testing/")) return file.startsWith("lib/testing/");
  if (what.startsWith("lib/start/")) return /^lib\/(start|testing)\//.test(file);
  if (what.startsWith("lib/smsc/sandbox/")) return /^lib\/smsc\/(sandbox|contract)\//.test(file);
  if (file === "proxy.ts") return what === "lib/auth/security-headers";
  if (/^(app|lib\/(worker|start|testing))\//.test(file)) return true;
  if (file.startsWith("components/ui/")) return /^(components\/ui|lib\/i18n)\//.test(what);
  if (file.startsWith("components/")) {
    return what.startsWith("components/") || FOR_BROWSERS.test(what) || DOORS_OF_A_NOUN.test(what) || isType;
  }
  // The lease of a slice must outlast the request that carries it; nothing else of the client is for the domain.
  if (what === "lib/smsc/client" && (isType || file === "lib/submissions/timing.ts")) return true;
  return libMayImport(file, folder, what);
}

function libMayImport(file: string, folder: string, what: string): boolean {
  if (what.startsWith("components/")) return false;
  if (file.startsWith("lib/smsc/sandbox/")) return /^lib\/(sms\/|smsc\/(sandbox\/|protocol|status-catalogue))/.test(what);
  if (file.startsWith("lib/smsc/")) {
    const knowsTheDatabase =
      /\/(governor[a-z-]*|account|admission|attempt|breaker|callback-body|endings|exchange-log|lane|lines|seal|settings)\.ts$/.test(file);
    return /^lib\/(sms|smsc)\/|^lib\/time-scale$/.test(what) || (knowsTheDatabase && FOUNDATION.test(what));
  }
  if (file.startsWith("lib/sms/")) return what.startsWith("lib/sms/");
  if (folder === "auth") return FOUNDATION.test(what) || /^lib\/(auth|operators)\/|^lib\/i18n\/config$/.test(what);
  if (folder === "i18n") return FOUNDATION.test(what) || /^lib\/(i18n\/|auth\/(current-operator|action-result)$)/.test(what);
  if (folder === "operators") return FOUNDATION.test(what) || /^lib\/(operators\/|auth\/(password|password-length|permissions)$)/.test(what);
  if (FOUNDATION.test(file.replace(/\.tsx?$/, ""))) return FOUNDATION.test(what) || GATEWAY.test(what);
  // A door knows who asks and makes the gateway; a message is sent by its submission.
  if (basename(file) === "actions.ts" && /^lib\/(auth\/|smsc\/account$|submissions\/send-single$)/.test(what)) return true;
  if (FOUNDATION.test(what) || GATEWAY.test(what)) return true;
  return nounOf(what) === folder || (DOWNHILL[folder] ?? []).includes(nounOf(what));
}

const sameDoor = (file: string, what: string) =>
  file.startsWith("app/") ? what.startsWith("app/") : file.startsWith("lib/worker/") && what.startsWith("lib/worker/");

const IMPORTS = SOURCES.filter((file) => !isTest(file)).flatMap(importsOf);

describe("the house", () => {
  it("imports downhill only", () => {
    const faults = IMPORTS.filter(({ from, what, isType }) => isOurs(what) && !mayImport(from, what, isType));
    expect(faults.map(({ from, what }) => `${from} → ${what}`)).toEqual([]);
  });

  it("keeps Next out of the domain: only actions, auth and i18n know it", () => {
    const faults = IMPORTS.filter(
      ({ from, what, isType }) =>
        !isType &&
        /^next(-auth)?(\/|$)/.test(what) &&
        from.startsWith("lib/") &&
        !/^lib\/(auth|i18n)\//.test(from) &&
        basename(from) !== "actions.ts",
    );
    expect(faults.map(({ from, what }) => `${from} → ${what}`)).toEqual([]);
  });

  it("reaches the queue's engine through lib/queue and the worker alone", () => {
    const faults = IMPORTS.filter(({ from, what }) => what === "graphile-worker" && !/^lib\/(queue|worker|start|testing)\//.test(from));
    expect(faults.map(({ from }) => from)).toEqual([]);
  });

  it("names files by what they are", () => {
    const forbidden = /^(utils?|helpers?|common|services?|managers?|types|index|misc)\.tsx?$/;
    expect(SOURCES.filter((file) => forbidden.test(basename(file)))).toEqual([]);
    const kebab = /^(\[[a-zA-Z.]+\]|[a-z0-9]+(-[a-z0-9]+)*)(\.db)?(\.test)?(\.d)?\.tsx?$/;
    expect(SOURCES.filter((file) => !kebab.test(basename(file)))).toEqual([]);
  });

  it("splits a file before it passes 250 lines", () => {
    const long = SOURCES.filter((file) => !isTest(file)).filter((file) => readFileSync(join(ROOT, file), "utf8").trimEnd().split("\n").length > 250);
    expect(long).toEqual([]);
  });

  it("lists only pages that exist in the side bar", () => {
    const missing = NAVIGATION.filter(({ href }) => !existsSync(join(ROOT, "app/(console)", href, "page.tsx")));
    expect(missing.map(({ href }) => href)).toEqual([]);
  });

  it("asks in every page of the console who may see it", () => {
    const pages = SOURCES.filter((file) => file.startsWith("app/(console)/") && basename(file) === "page.tsx");
    const open = pages.filter((file) => !/\b(requirePermission|requireOperator)\(/.test(readFileSync(join(ROOT, file), "utf8")));
    expect(open).toEqual([]);
  });

  it("asks in every route who may call it, but for the doors that have their own check", () => {
    const own = ["app/api/auth/[...nextauth]/route.ts", "app/api/smsc/callback/route.ts", "app/api/health/route.ts"];
    const routes = SOURCES.filter((file) => file.startsWith("app/api/") && basename(file) === "route.ts" && !own.includes(file));
    expect(routes.filter((file) => !/\bguardRoute\(/.test(readFileSync(join(ROOT, file), "utf8")))).toEqual([]);
  });

  it("makes every server action with operatorAction, but for signing in and out and the reader's preferences", () => {
    const files = SOURCES.filter((file) => basename(file) === "actions.ts" && file !== "lib/auth/actions.ts");
    const bare = files.flatMap((file) =>
      [...readFileSync(join(ROOT, file), "utf8").matchAll(/^export (?:async function (\w+)|const (\w+) = (?!operatorAction\())/gm)].map(
        (match) => `${file}: ${match[1] ?? match[2]}`,
      ),
    );
    expect(bare).toEqual([]);
  });
});
