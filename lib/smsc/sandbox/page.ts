import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { html } from "hono/html";
import { onlyFromHere } from "./control";
import { receive } from "./incoming";
import { moderateMessages, releaseMessages, reportMessage, stopMessages } from "./interventions";
import { readLedger } from "./ledger";
import { setPace } from "./lifecycle";
import { money } from "./numbers";
import { STYLE } from "./page-style";
import { moscowDate } from "./times";
import type { World } from "./world";

const MESSAGES_SHOWN = 50;
const INCOMING_SHOWN = 20;

/** What a person may do to one message: the word on the button. */
const DEEDS = {
  deliver: "Deliver",
  fail: "Fail",
  stop: "Stop",
  release: "Release",
  reply: "Reply STOP",
} as const;

/** The page at `/`: what was received, and buttons to play the carrier. No script, no framework. */
export function createPage(world: World) {
  const page = new Hono<{ Bindings: HttpBindings }>();
  page.get("/", (context) => context.html(renderPage(world, context.req.query("refresh") === "5")));
  page.post("/play", onlyFromHere, async (context) => {
    const form = await context.req.parseBody();
    play(world, String(form.deed), Number(form.at));
    return context.redirect("/", 303);
  });
  page.post("/pace", onlyFromHere, async (context) => {
    const { pace } = await context.req.parseBody();
    if (pace === "human" || pace === "at-once" || pace === "by-hand") setPace(world, pace);
    return context.redirect("/", 303);
  });
  return page;
}

function play(world: World, deed: string, at: number) {
  if (!Number.isInteger(at) || at < 0 || at >= world.store.count) return;
  const isIt = (candidate: number) => candidate === at;
  if (deed === "deliver") reportMessage(world, at, { status: 1, err: 0 });
  if (deed === "fail") reportMessage(world, at, { status: 20, err: 6 });
  if (deed === "stop") stopMessages(world, isIt);
  if (deed === "release") {
    releaseMessages(world, isIt);
    moderateMessages(world, isIt, true);
  }
  if (deed === "reply") receive(world, { phone: world.store.addresseeOf(at), text: "STOP" });
}

function renderPage(world: World, refreshes: boolean) {
  const ledger = readLedger(world);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${refreshes ? html`<meta http-equiv="refresh" content="5" />` : ""}
        <title>Sandbox gateway</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <main>
          <h1>Sandbox gateway</h1>
          <p>
            No SMS leaves from here. Balance ${money(world.balance)}, accepted ${ledger.accepted} messages to ${ledger.numbers} numbers,
            ${ledger.doubles} doubles, ${ledger.outside} from other programs.
          </p>
          <p>${refreshes ? html`<a href="/">Stop refreshing</a>` : html`<a href="/?refresh=5">Refresh every five seconds</a>`}</p>
          ${renderPace(world)} ${renderMessages(world)} ${renderIncoming(world)} ${renderRequests(world)}
        </main>
      </body>
    </html>`;
}

function renderPace(world: World) {
  const words = { human: "as in life", "at-once": "at once", "by-hand": "by hand" } as const;
  return html`<form method="post" action="/pace">
    <label for="pace">Messages go their way</label>
    <select id="pace" name="pace">
      ${Object.entries(words).map(([pace, word]) => html`<option value="${pace}" ${pace === world.pace ? "selected" : ""}>${word}</option>`)}
    </select>
    <button>Set</button>
  </form>`;
}

function renderMessages({ store }: World) {
  const newest = Array.from({ length: Math.min(MESSAGES_SHOWN, store.count) }, (_, index) => store.count - 1 - index);
  return html`<h2 id="messages">Messages</h2>
    <table aria-labelledby="messages">
      <thead>
        <tr>
          ${["Id", "Number", "Status", "Err", "Text", "Play the carrier"].map((word) => html`<th scope="col">${word}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${newest.map(
          (at) =>
            html`<tr>
              <td>${store.requestOf(at).id}</td>
              <td>${store.addresseeOf(at)}</td>
              <td>${store.columns.status[at]}</td>
              <td>${store.columns.err[at]}</td>
              <td>${store.textOf(at)}</td>
              <td>${renderDeeds(at, store.addresseeOf(at))}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

function renderDeeds(at: number, addressee: string) {
  return html`<form method="post" action="/play">
    <input type="hidden" name="at" value="${at}" />
    ${Object.entries(DEEDS).map(
      ([deed, word]) => html`<button name="deed" value="${deed}" aria-label="${word}, message ${at + 1} to ${addressee}">${word}</button> `,
    )}
  </form>`;
}

function renderIncoming({ cabinet }: World) {
  return html`<h2 id="incoming">Incoming messages</h2>
    <table aria-labelledby="incoming">
      <thead>
        <tr>
          ${["Moscow time", "From", "To", "Text"].map((word) => html`<th scope="col">${word}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${cabinet.incoming
          .slice(-INCOMING_SHOWN)
          .toReversed()
          .map(
            ({ receivedAt, phone, to, message }) =>
              html`<tr>
                <td>${moscowDate(receivedAt)}</td>
                <td>${phone}</td>
                <td>${to}</td>
                <td>${message}</td>
              </tr>`,
          )}
      </tbody>
    </table>`;
}

function renderRequests({ received }: World) {
  return html`<h2 id="requests">Requests</h2>
    <table aria-labelledby="requests">
      <thead>
        <tr>
          ${["Moscow time", "Command", "Messages", "Outcome"].map((word) => html`<th scope="col">${word}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${received.toReversed().map(
          ({ at, script, messages, outcome }) =>
            html`<tr>
              <td>${moscowDate(at)}</td>
              <td>${script}</td>
              <td>${messages}</td>
              <td>${outcome}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}
