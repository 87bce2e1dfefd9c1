import compile from "icu-minify/compile";

/** Compile the ICU messages of a catalogue's file while pages are built: browsers then need no parser of them. */
export default function compileWords(source) {
  return `export default ${JSON.stringify(compiled(JSON.parse(source)))};`;
}

function compiled(words) {
  if (typeof words === "string") return compile(words);
  return Object.fromEntries(Object.entries(words).map(([key, inner]) => [key, compiled(inner)]));
}
