import nextVitals from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: [".next/**", ".data/**", "lib/generated/**", "next-env.d.ts", "test-results/**", "playwright-report/**"] },
  ...nextVitals,
  ...nextTypescript,
  {
    files: ["**/*.ts", "**/*.tsx"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unnecessary-type-assertion": "error",
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "no-console": "error",
      // Sent before the page's script has arrived, a form would put what was typed (numbers, secrets) into the address.
      "no-restricted-syntax": [
        "error",
        {
          selector: "JSXOpeningElement[name.name='form']:has(JSXAttribute[name.name='onSubmit']):not(:has(JSXAttribute[name.name='method']))",
          message: 'A form with onSubmit needs method="post".',
        },
      ],
    },
  },
  // Playwright's fixtures hand themselves over by a function that is called "use"; there is no React in them.
  { files: ["e2e/**"], rules: { "react-hooks/rules-of-hooks": "off" } },
  // What starts and what measures speak to a terminal.
  { files: ["lib/start/**", "e2e/bench/**", "e2e/chaos/**", "e2e/weight.spec.ts", "e2e/every-page.lighthouse.ts"], rules: { "no-console": "off" } },
);
