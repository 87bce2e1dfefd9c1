import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { LOCALES, type Locale } from "@/lib/i18n/config";
import { messagesOf, NAMESPACES, SECTION_NAMESPACES, SHARED_NAMESPACES, type Messages } from "@/lib/i18n/messages";

const ROOT = process.cwd();

function flatten(messages: Messages, prefix = ""): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(messages)) {
    if (typeof value === "string") flat.set(`${prefix}${key}`, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

const CATALOGUE = Object.fromEntries(LOCALES.map((locale) => [locale, flatten(messagesOf(locale, NAMESPACES))])) as Record<
  Locale,
  Map<string, string>
>;

/** Arguments and tags of a message, and the plural categories it distinguishes. */
function anatomyOf(message: string) {
  const names = new Set<string>();
  const plurals: string[][] = [];
  const visit = (elements: MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      names.add(element.type === TYPE.tag ? `<${element.value}>` : element.value);
      if (element.type === TYPE.tag) visit(element.children);
      if (element.type === TYPE.plural || element.type === TYPE.select) {
        if (element.type === TYPE.plural) plurals.push(Object.keys(element.options));
        for (const option of Object.values(element.options)) visit(option.value);
      }
    }
  };
  visit(parse(message));
  return { names: [...names].sort(), plurals };
}

const FILES = ["app", "components", "lib"]
  .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
  .filter((file) => !file.startsWith("lib/generated/"));

const parseFile = (file: string) =>
  ts.createSourceFile(
    file,
    readFileSync(join(ROOT, file), "utf8"),
    ts.ScriptTarget.Latest,
    true,
    file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );

const lineOf = (source: ts.SourceFile, node: ts.Node) => `${source.fileName}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;

describe("the catalogue", () => {
  it("has a file for every namespace and no other", () => {
    for (const locale of LOCALES) {
      const files = readdirSync(join(ROOT, "lib/i18n", locale)).map((file) => file.replace(/\.json$/, ""));
      expect(files.sort()).toEqual([...NAMESPACES].sort());
    }
  });

  it("has the same keys in both languages", () => {
    expect([...CATALOGUE.ru.keys()].sort()).toEqual([...CATALOGUE.en.keys()].sort());
  });

  it("has no empty message", () => {
    for (const locale of LOCALES) {
      expect([...CATALOGUE[locale]].filter(([, message]) => message.trim() === "").map(([key]) => key)).toEqual([]);
    }
  });

  it("holds messages that ICU understands, with the same arguments in both languages", () => {
    const faults: string[] = [];
    for (const [key, english] of CATALOGUE.en) {
      const russian = CATALOGUE.ru.get(key);
      if (russian === undefined) continue;
      try {
        const [en, ru] = [anatomyOf(english).names.join(), anatomyOf(russian).names.join()];
        if (en !== ru) faults.push(`${key}: ${en} | ${ru}`);
      } catch (error) {
        faults.push(`${key}: ${String(error)}`);
      }
    }
    expect(faults).toEqual([]);
  });

  it("gives every plural the forms of its language", () => {
    const wanted: Record<Locale, string[]> = { en: ["one", "other"], ru: ["one", "few", "many", "other"] };
    const faults = LOCALES.flatMap((locale) =>
      [...CATALOGUE[locale]]
        .filter(([, message]) =>
          anatomyOf(message).plurals.some((forms) => forms.includes("one") && wanted[locale].some((form) => !forms.includes(form))),
        )
        .map(([key]) => `${locale} ${key}`),
    );
    expect(faults).toEqual([]);
  });
});

describe("the code", () => {
  it("shows no word that is not in the catalogue", () => {
    const attributes = new Set(["aria-label", "aria-description", "title", "placeholder", "alt", "label", "help"]);
    const words = /\p{L}{2,}/u;
    const faults: string[] = [];
    for (const file of FILES.filter((name) => name.endsWith(".tsx"))) {
      const source = parseFile(file);
      const visit = (node: ts.Node) => {
        if (ts.isJsxText(node) && words.test(node.text)) faults.push(`${lineOf(source, node)} ${node.text.trim()}`);
        if (ts.isJsxAttribute(node) && attributes.has(node.name.getText())) {
          const value = node.initializer;
          const literal = value && ts.isJsxExpression(value) ? value.expression : value;
          if (literal && ts.isStringLiteralLike(literal) && words.test(literal.text)) faults.push(`${lineOf(source, node)} ${literal.text}`);
        }
        if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent)) {
          if (ts.isStringLiteralLike(node.expression) && words.test(node.expression.text)) {
            faults.push(`${lineOf(source, node)} ${node.expression.text}`);
          }
        }
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
    expect(faults).toEqual([]);
  });

  it("asks in the browser only for words that the page brings", () => {
    const shared = new Set<string>(SHARED_NAMESPACES);
    const sections = new Set<string>(SECTION_NAMESPACES);
    const faults = FILES.flatMap((file) =>
      [...readFileSync(join(ROOT, file), "utf8").matchAll(/useTranslations\("(\w+)[."]/g)]
        .map(([, namespace = ""]) => namespace)
        .filter((namespace) => !shared.has(namespace) && !(sections.has(namespace) && file.startsWith(`components/${namespace}/`)))
        .map((namespace) => `${file} ${namespace}`),
    );
    expect(faults).toEqual([]);
  });

  it("asks only for messages that exist", () => {
    const keys = [...CATALOGUE.en.keys()];
    const faults = FILES.flatMap((file) =>
      requestedKeys(parseFile(file))
        .filter(({ key }) => !CATALOGUE.en.has(key) && !keys.some((known) => known.startsWith(`${key}.`)))
        .map(({ key, at }) => `${at} ${key}`),
    );
    expect(faults).toEqual([]);
  });
});

/** `t("key")` where `t` was made by `useTranslations("ns")` or `await getTranslator("ns")` in the same file. */
function requestedKeys(source: ts.SourceFile): { key: string; at: string }[] {
  const translators = new Map<string, Set<string>>();
  const note = (name: ts.BindingName, value: ts.Expression | undefined) => {
    const call = value && ts.isAwaitExpression(value) ? value.expression : value;
    if (!call || !ts.isCallExpression(call) || !ts.isIdentifier(name)) return;
    const namespace = call.arguments[0];
    if (!/^(useTranslations|getTranslator)$/.test(call.expression.getText()) || !namespace || !ts.isStringLiteral(namespace)) return;
    translators.set(name.text, (translators.get(name.text) ?? new Set()).add(namespace.text));
  };
  const collect = (node: ts.Node) => {
    if (ts.isVariableDeclaration(node)) {
      note(node.name, node.initializer);
      noteAll(node, note);
    }
    ts.forEachChild(node, collect);
  };
  collect(source);

  const found: { key: string; at: string }[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node)) {
      const callee =
        ts.isPropertyAccessExpression(node.expression) && /^(rich|markup)$/.test(node.expression.name.text)
          ? node.expression.expression
          : node.expression;
      const namespaces = ts.isIdentifier(callee) ? translators.get(callee.text) : undefined;
      const key = node.arguments[0];
      // One name for two namespaces in one file: which is meant cannot be told from here.
      if (namespaces?.size === 1 && key && ts.isStringLiteralLike(key)) {
        found.push({ key: `${[...namespaces][0]}.${key.text}`, at: lineOf(source, node) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `const [t, common] = await Promise.all([getTranslator("a"), getTranslator("b")])`. */
function noteAll(declaration: ts.VariableDeclaration, note: (name: ts.BindingName, value: ts.Expression) => void) {
  const value = declaration.initializer && ts.isAwaitExpression(declaration.initializer) ? declaration.initializer.expression : undefined;
  const list = value && ts.isCallExpression(value) ? value.arguments[0] : undefined;
  if (!ts.isArrayBindingPattern(declaration.name) || !list || !ts.isArrayLiteralExpression(list)) return;
  declaration.name.elements.forEach((element, index) => {
    const made = list.elements[index];
    if (made && ts.isBindingElement(element)) note(element.name, made);
  });
}
