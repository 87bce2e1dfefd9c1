import { html } from "hono/html";
import { readLedger } from "./ledger";
import { money, moscowDate } from "./numbers";
import type { World } from "./world";

const MESSAGES_SHOWN = 50;

/** Show what was received: for a person who wonders whether anything arrives. No SMS leaves from here. */
export function renderPage(world: World) {
  const ledger = readLedger(world);
  const { store } = world;
  const newest = Array.from({ length: Math.min(MESSAGES_SHOWN, store.count) }, (_, index) => store.count - 1 - index);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="refresh" content="5" />
        <title>Sandbox gateway</title>
        <style>
          body {
            font:
              14px/20px system-ui,
              sans-serif;
            margin: 24px;
            max-width: 1000px;
          }
          table {
            border-collapse: collapse;
            width: 100%;
            margin: 8px 0 24px;
          }
          th,
          td {
            text-align: left;
            padding: 4px 8px;
            border-bottom: 1px solid #ddd;
            font-variant-numeric: tabular-nums;
          }
        </style>
      </head>
      <body>
        <h1>Sandbox gateway</h1>
        <p>
          No SMS leaves from here. Pace ${world.pace}, balance ${money(world.balance)}, accepted ${ledger.accepted} messages to ${ledger.numbers}
          numbers, ${ledger.doubles} doubles.
        </p>
        <h2>Requests</h2>
        <table>
          <tr>
            <th>Moscow time</th>
            <th>Command</th>
            <th>Messages</th>
            <th>Outcome</th>
          </tr>
          ${world.received.toReversed().map(
            ({ at, script, messages, outcome }) =>
              html`<tr>
                <td>${moscowDate(at)}</td>
                <td>${script}</td>
                <td>${messages}</td>
                <td>${outcome}</td>
              </tr>`,
          )}
        </table>
        <h2>Messages</h2>
        <table>
          <tr>
            <th>Id</th>
            <th>Number</th>
            <th>Status</th>
            <th>Err</th>
            <th>Text</th>
          </tr>
          ${newest.map(
            (at) =>
              html`<tr>
                <td>${store.requestOf(at).id}</td>
                <td>${store.columns.msisdn[at]}</td>
                <td>${store.columns.status[at]}</td>
                <td>${store.columns.err[at]}</td>
                <td>${store.textOf(at)}</td>
              </tr>`,
          )}
        </table>
      </body>
    </html>`;
}
