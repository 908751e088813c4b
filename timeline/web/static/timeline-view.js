/**
 * <timeline-view src="https://timeline.example/timelines/belarus-2020"></timeline-view>
 *
 * Draws a timeline for any page: how its entries lie in time, the most telling of the window shown, and the exact words
 * of their sources on opening. It asks the GraphQL API for the window shown and no more, by GET, so that answers can be
 * kept on the way.
 *
 * Attributes: src; from, to (EDTF: the window to begin with); known-by (EDTF day); kinds (event, statement); actors,
 * topics (slugs); text (words).
 * Events: timeline-open {slug}, cancelled where the page shows the entry itself; timeline-window {from, to} in EDTF.
 * Parts: header, title, controls, button, stage, bar, axis, tick, entries, entry, span, status, error, panel, list, link.
 */

const DAY = 86400;
const YEAR = 365.2425 * DAY;
const SHORTEST = 1 * DAY;
const LONGEST = 1e11 * YEAR; // the API counts seconds in 64 bits
const REST = 120; // milliseconds a window must rest before it is asked for
const ROWS = 7; // of entries, at most
const GAP = 8; // between entries, in pixels
const ROW = 62; // the height of an entry, in pixels
const TICK = 96; // the room of a label below the bars, in pixels
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

const DATE = 'date { edtf display earliest latest approximate uncertain start end lasts }';
const NAMED = '... on Event { title } ... on Statement { said: kind text speakers { name } }';
const WINDOW = `query Window($slug: String!, $knownBy: String, $where: EntryWhere!, $max: Int!, $some: Boolean!) {
  timeline(slug: $slug, knownBy: $knownBy) { title }
  overview(where: $where, max: $max) { total
    buckets { date { earliest latest display } count events statements }
    entries @include(if: $some) { slug entryKind ${DATE} memberships { headline timeline { slug } } ${NAMED} } } }`;
const EVIDENCE = `query Evidence($slug: String!, $knownBy: String) { entry(slug: $slug, knownBy: $knownBy) {
  slug entryKind dateReason note ${DATE} ${NAMED}
  ... on Event { summary place { name } participants { role actor { name } } }
  ... on Statement { cue medium attitude addressees { name } }
  citations { key exact prefix suffix note date { display }
    source { title url publisher { name } hosts { name } published { display } } } } }`;
const short = (query) => query.replace(/\s+/g, ' ');

const STYLE = new CSSStyleSheet();
STYLE.replaceSync(`
:host {
  --event: var(--timeline-event, light-dark(#14548c, #8ec5ff));
  --statement: var(--timeline-statement, light-dark(#9a3d0c, #ffb585));
  --paper: var(--timeline-paper, light-dark(#fff, #15181c));
  --ink: var(--timeline-ink, light-dark(#1a1c1f, #eceae5));
  --quiet: var(--timeline-quiet, light-dark(#5a6068, #a9afb8));
  --line: var(--timeline-line, light-dark(#d9dbde, #363b42));
  --soft: var(--timeline-soft, light-dark(#f4f4f2, #1e2227));
  display: block; container-type: inline-size; color: var(--ink); background: var(--paper);
  font: 400 .9375rem/1.4 var(--timeline-font, system-ui, sans-serif); text-align: start;
}
:host([hidden]), [hidden] { display: none !important }
* { box-sizing: border-box }
header { display: flex; flex-wrap: wrap; align-items: end; gap: .25rem 1rem; padding-block-end: .5rem }
h2 { font: 600 1.25rem/1.25 var(--timeline-title-font, Georgia, 'Times New Roman', serif); margin: 0; flex: 1 1 14rem; text-wrap: balance }
.controls { display: flex; gap: .25rem }
button { font: inherit; color: inherit; cursor: pointer }
.controls button, .close, .again { min-inline-size: 2.25rem; min-block-size: 2.25rem; padding: 0 .5rem; border: 1px solid var(--line);
  border-radius: .375rem; background: var(--paper) }
.controls button:hover, .close:hover, .again:hover { background: var(--soft); border-color: var(--quiet) }
:focus-visible { outline: 2px solid var(--event); outline-offset: 2px }
.tick, time, .status p, .when, cite, .badge { unicode-bidi: plaintext } /* English words and dates, whatever the page's direction */
.stage { position: relative; overflow: hidden; touch-action: pan-y; cursor: grab; user-select: none; -webkit-user-select: none;
  border-block: 1px solid var(--line) }
.stage:focus-visible { outline-offset: -2px }
.stage.held { cursor: grabbing }
.bars { position: relative; block-size: 5.5rem; margin-block-start: .5rem; border-block-end: 1px solid var(--quiet) }
.bar { position: absolute; inset-block: 0; display: flex; flex-direction: column; justify-content: end; padding-inline-end: 1px; gap: 1px }
.bar i { display: block; background: var(--event); opacity: .85 }
.bar i + i { background: var(--statement); order: -1 }
.axis { position: relative; block-size: 1.75rem; font-size: .75rem; color: var(--quiet); font-variant-numeric: tabular-nums }
.tick { position: absolute; inset-block: 0; padding: .25rem .375rem; white-space: nowrap; border-inline-start: 1px solid var(--line) }
.tick.main { color: var(--ink); font-weight: 600; border-color: var(--quiet) }
ol { list-style: none; margin: 0; padding: 0 }
.entries { position: relative; min-block-size: 12rem }
.entries li { position: absolute; inset-block-start: 0; inline-size: max-content; max-inline-size: max(9rem, min(13rem, 44cqi)) }
.entry { display: block; inline-size: 100%; block-size: 3.625rem; padding: .125rem .5rem; text-align: start; border: 0; border-radius: .125rem;
  border-inline-start: 3px solid var(--mark); background: var(--paper); overflow: hidden; line-height: 1.25; font-size: .875rem; vertical-align: top;
  display: flex; flex-direction: column }
.flipped .entry { border-inline-start: 0; border-inline-end: 3px solid var(--mark) }
.entry:hover, .entry[aria-expanded=true] { background: var(--soft) }
.entry:focus-visible { outline-offset: -2px }
.event { --mark: var(--event) }
.statement { --mark: var(--statement) }
.inexact .entry { border-style: dashed }
.entry time { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; flex: none }
.entry span { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; overflow-wrap: anywhere; unicode-bidi: plaintext; text-align: inherit }
.entry time, .when { font-size: .75rem; color: var(--quiet) }
.statement .entry span { font-family: var(--timeline-title-font, Georgia, 'Times New Roman', serif) }
.span { position: absolute; block-size: 3px; background: var(--mark); opacity: .55; border-radius: 2px; pointer-events: none }
.span.somewhere { background: repeating-linear-gradient(90deg, var(--mark) 0 4px, transparent 4px 8px) }
.status { margin: 0; padding-block: .375rem; font-size: .8125rem; color: var(--quiet); display: flex; flex-wrap: wrap; gap: .125rem 1rem }
.status p { margin: 0 }
.key::before { content: ''; display: inline-block; inline-size: .625rem; block-size: .625rem; margin-inline-end: .375rem; background: var(--mark) }
.error { border-inline-start: 4px solid light-dark(#b3261e, #ff9d94); background: var(--soft); padding: .75rem 1rem; margin-block: .5rem }
.error p { margin: 0 0 .5rem }
.panel { position: relative; margin-block: .25rem .75rem; padding: 1rem 1.25rem 1.25rem; background: var(--soft); border-block-start: 3px solid var(--mark); max-inline-size: 48rem }
.panel h3 { font: 600 1.1875rem/1.3 var(--timeline-title-font, Georgia, 'Times New Roman', serif); margin: .125rem 0 .5rem; padding-inline-end: 3rem; unicode-bidi: plaintext; text-align: start }
.panel p { margin: 0 0 .5rem }
.panel > p:last-of-type { margin-block-start: 1rem }
.panel .when { margin: 0; font-size: .875rem }
.close { position: absolute; inset-block-start: .75rem; inset-inline-end: .75rem }
.badge { border: 1px solid var(--quiet); border-radius: 1rem; padding: 0 .5rem; margin-inline-start: .375rem; font-size: .75rem; white-space: nowrap }
figure { margin: 1rem 0 0; padding-inline-start: 1rem; border-inline-start: 2px solid var(--line) }
blockquote { margin: 0; font: 1rem/1.5 var(--timeline-title-font, Georgia, 'Times New Roman', serif); unicode-bidi: plaintext; text-align: start }
blockquote span { color: var(--quiet) }
mark { background: light-dark(#fff0b8, #4d4214); color: inherit; padding-block: .0625rem }
figcaption, .facts { font-size: .8125rem; color: var(--quiet); margin-block-start: .375rem; unicode-bidi: plaintext; text-align: start }
a { color: var(--event); text-underline-offset: .15em }
details { border-block-start: 1px solid var(--line) }
summary { padding-block: .5rem; cursor: pointer; font-size: .875rem }
.list li { display: grid; grid-template-columns: 11rem 1fr; gap: 0 1rem; padding-block: .375rem; border-block-start: 1px solid var(--line) }
.list time { font-size: .8125rem; color: var(--quiet) }
.list button { padding: 0; border: 0; background: none; text-align: start; unicode-bidi: plaintext; min-block-size: 1.5rem }
.list button:hover { text-decoration: underline }
.away { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
@container (max-width: 36rem) {
  .bars { block-size: 4rem }
  .list li { grid-template-columns: 1fr }
  .panel { padding: .75rem 1rem 1rem }
}
@media (prefers-reduced-motion: no-preference) { .bar i { transition: block-size .2s } .busy .bars { opacity: .7; transition: opacity .3s .3s } }
@media print { .controls, .close { display: none } details { display: block } }
@media (forced-colors: active) { .bar i { background: CanvasText; forced-color-adjust: none } }
`);

/** An element with its properties and children; text stays text. */
function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  const { part, ...others } = properties;
  if (part) element.setAttribute('part', part);
  for (const [key, value] of Object.entries(others)) {
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return element;
}

/** Year, month and day of a second, in the proleptic Gregorian calendar with a year 0. */
function civil(second) {
  const days = Math.floor(second / DAY) + 719468;
  const era = Math.floor(days / 146097);
  const day = days - era * 146097;
  const year = Math.floor((day - Math.floor(day / 1460) + Math.floor(day / 36524) - Math.floor(day / 146096)) / 365);
  const rest = day - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * rest + 2) / 153); // counted from March
  return [year + era * 400 + (month > 9 ? 1 : 0), ((month + 2) % 12) + 1, rest - Math.floor((153 * month + 2) / 5) + 1];
}

/** The first second of a day. */
function second(year, month = 1, day = 1) {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const inside = shifted - era * 400;
  const days = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return (era * 146097 + inside * 365 + Math.floor(inside / 4) - Math.floor(inside / 100) + days - 719468) * DAY;
}

/** A year as EDTF writes it: astronomical, 0 for 1 BC. */
function edtfYear(year) {
  if (Math.abs(year) > 9999) return `Y${year}`;
  return (year < 0 ? '-' : '') + String(Math.abs(year)).padStart(4, '0');
}

/** The day of a second in EDTF; beyond its four-digit years, the year. */
function edtf(at) {
  const [year, month, day] = civil(at);
  if (Math.abs(year) > 9999) return edtfYear(year);
  return `${edtfYear(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** A year as people count: none is 0. */
function yearLabel(year) {
  const shown = year > 0 ? year : 1 - year;
  const text = shown > 9999 ? shown.toLocaleString('en') : String(shown);
  return year > 0 ? text : `${text} BC`;
}

/** A day as people write it. */
function dayLabel(at, exact = true) {
  const [year, month, day] = civil(at);
  return exact ? `${day} ${MONTHS[month - 1]} ${yearLabel(year)}` : yearLabel(year);
}

/** Ticks of a window, `room` of them at most: where, what they say, and whether they begin something larger. */
function ticks(from, to, room) {
  const wanted = (to - from) / Math.max(room, 1);
  const days = [1, 2, 7].find((step) => step * DAY >= wanted);
  if (wanted <= DAY / 2) return hourTicks(from, to, [1, 3, 6, 12].find((step) => step * 3600 >= wanted) * 3600);
  if (days) return dayTicks(from, to, days);
  const months = [1, 3, 6].find((step) => step * 30 * DAY >= wanted);
  if (months) return monthTicks(from, to, months);
  let years = 1;
  for (let turn = 0; years * YEAR < wanted; turn += 1) years *= turn % 3 === 1 ? 2.5 : 2;
  return yearTicks(from, to, years);
}

function hourTicks(from, to, step) {
  const found = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    const main = at % DAY === 0;
    found.push({ at, main, text: main ? dayLabel(at) : `${String((((at % DAY) + DAY) % DAY) / 3600).padStart(2, '0')}:00` });
  }
  return found;
}

function dayTicks(from, to, step) {
  const found = [];
  const monday = step === 7 ? 4 : 0; // 1970-01-05
  for (let number = Math.ceil((from / DAY - monday) / step); (number * step + monday) * DAY <= to; number += 1) {
    const at = (number * step + monday) * DAY;
    const [year, month, day] = civil(at);
    const main = day <= step;
    found.push({ at, main, text: `${day} ${MONTHS[month - 1]}${main || !found.length ? ` ${yearLabel(year)}` : ''}` });
  }
  return found;
}

function monthTicks(from, to, step) {
  const found = [];
  const [year, month] = civil(from);
  for (let number = Math.floor((year * 12 + month - 1) / step) * step; ; number += step) {
    const at = second(Math.floor(number / 12), (((number % 12) + 12) % 12) + 1);
    if (at > to) return found;
    if (at < from) continue;
    const [itsYear, itsMonth] = civil(at);
    const main = itsMonth === 1;
    found.push({ at, main, text: `${MONTHS[itsMonth - 1]}${main || !found.length ? ` ${yearLabel(itsYear)}` : ''}` });
  }
}

/** Years a step apart, counted as people do, so that they read 100 BC and not 101 BC; there is no year 0. */
function yearTicks(from, to, step) {
  const found = [];
  for (let number = Math.floor(civil(from)[0] / step) - 1; ; number += 1) {
    const counted = number * step;
    const year = counted > 0 ? counted : counted === 0 ? 1 : counted + 1;
    const at = second(year);
    if (at > to) return found;
    if (at >= from) found.push({ at, main: counted % (step * 5) === 0, text: yearLabel(year) });
  }
}

/** One line for an entry: what the timeline calls it, its title, or who said what. */
function label(entry, slug) {
  const here = (entry.memberships ?? []).find((membership) => membership.timeline.slug === slug);
  if (here?.headline) return here.headline;
  if (entry.title !== undefined) return entry.title;
  const words = entry.said === 'DIRECT' ? `“${entry.text}”` : entry.text;
  return `${names(entry.speakers) || 'Somebody'}: ${words}`;
}

const names = (actors) => actors.map((actor) => actor.name).join(', ');

/** The same in an order that takes from everywhere, so that what finds room does not all stand at the start. */
function spread(all) {
  const order = new Set();
  for (let step = 2 ** Math.ceil(Math.log2(all.length || 1)); step >= 1; step /= 2) {
    for (let index = Math.floor(step / 2); index < all.length; index += step) order.add(all[index]);
  }
  return [...order];
}

/** What is not exact about a date, in words. */
function doubts(date) {
  const ends = { OPEN: 'open', UNKNOWN: 'unknown' };
  return [
    date.approximate && 'approximate',
    date.uncertain && 'uncertain',
    ends[date.start] && `start ${ends[date.start]}`,
    ends[date.end] && `end ${ends[date.end]}`,
  ].filter(Boolean);
}

/** How many seconds a date spans; not bounded where an end is open or unknown. */
const spanOf = ({ earliest, latest }) => (latest ?? Infinity) - (earliest ?? -Infinity);

/** A date for readers, and for machines where it is exact. */
function time(date) {
  const exact = /^(?!0000)\d{4}(-\d\d(-\d\d)?)?$/.test(date.edtf);
  return make('time', exact ? { dateTime: date.edtf } : {}, date.display);
}

/** The address of a source, where it is one of the web. */
function webAddress(text) {
  const url = URL.canParse(text ?? '') ? new URL(text) : null;
  return url && /^https?:$/.test(url.protocol) ? url.href : null;
}

/** A fault that can be told to the reader as it is. */
class PlainError extends Error {}

/** The server gave up on a question. */
class SlowError extends PlainError {}

class TimelineView extends HTMLElement {
  static observedAttributes = ['src', 'from', 'to', 'known-by', 'kinds', 'actors', 'topics', 'text'];

  #root = this.attachShadow({ mode: 'open', delegatesFocus: false });
  #view = null; // the window shown: {from, to} in seconds
  #whole = null; // the window of all entries, once it was asked for
  #live = false; // whether it stands in a page; attributes may be read before
  #buckets = [];
  #entries = []; // [{entry, item, button, row, width}] in order of dates
  #total = 0;
  #asked = ''; // the question last answered
  #asking = null; // aborts the question under way
  #opening = null;
  #opened = null; // the slug of the entry whose evidence is shown
  #resting = 0;
  #drawing = 0;
  #pointers = new Map();
  #grip = null; // where the fingers took hold
  #dragged = false;
  #sizes = new ResizeObserver(() => this.#arrange());
  #parts;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [STYLE];
    this.#build();
  }

  connectedCallback() {
    this.#live = true;
    this.#sizes.observe(this.#parts.stage);
    this.#restart();
  }

  disconnectedCallback() {
    this.#live = false;
    this.#sizes.disconnect();
    clearTimeout(this.#resting);
    this.#asking?.abort();
    this.#opening?.abort();
  }

  attributeChangedCallback(name, before, after) {
    if (!this.#live || before === after) return;
    if (['src', 'from', 'to'].includes(name)) this.#restart();
    else this.#rest(0);
  }

  /** The window shown, in EDTF. */
  get window() {
    return this.#view && { from: edtf(this.#view.from), to: edtf(this.#view.to - 1) };
  }

  // What it is made of

  #build() {
    const control = (text, name, act) => {
      const button = make('button', { type: 'button', part: 'button', title: name, 'aria-label': name }, text);
      button.addEventListener('click', act);
      return button;
    };
    const parts = (this.#parts = {
      title: make('h2', { part: 'title' }),
      controls: make('div', { className: 'controls', part: 'controls', role: 'group', 'aria-label': 'Window of time' },
        control('‹', 'Earlier', () => this.#pan(-0.5)), control('›', 'Later', () => this.#pan(0.5)),
        control('−', 'Zoom out', () => this.#zoom(2)), control('+', 'Zoom in', () => this.#zoom(0.5)),
        control('All', 'All of the timeline', () => this.#showWhole())),
      bars: make('div', { className: 'bars', 'aria-hidden': 'true' }),
      axis: make('div', { className: 'axis', part: 'axis', 'aria-hidden': 'true' }),
      entries: make('ol', { className: 'entries', part: 'entries', role: 'list' }),
      count: make('p', { role: 'status' }),
      error: make('div', { className: 'error', part: 'error', role: 'alert', hidden: true }),
      panel: make('section', { className: 'panel', part: 'panel', id: 'panel', hidden: true, 'aria-labelledby': 'opened' }),
      summary: make('bdi', { dir: 'ltr' }, 'As a list'),
      list: make('ol', { className: 'list', role: 'list' }),
    });
    parts.stage = make('div', { className: 'stage', part: 'stage', tabIndex: 0, role: 'group', 'aria-describedby': 'keys' },
      parts.bars, parts.axis, parts.entries);
    this.#root.append(
      make('header', { part: 'header' }, parts.title, parts.controls),
      parts.error, parts.stage,
      make('p', { className: 'away', id: 'keys' }, 'Arrow keys move in time or between entries, plus and minus zoom, '
        + 'Home and End go to the first and last, Enter opens an entry, Escape closes it.'),
      make('div', { className: 'status', part: 'status' }, parts.count,
        make('span', { className: 'key event' }, 'Events'), make('span', { className: 'key statement' }, 'Statements')),
      parts.panel,
      make('details', { part: 'list' }, make('summary', {}, parts.summary), parts.list),
    );
    this.#listen(parts.stage);
  }

  #listen(stage) {
    this.addEventListener('keydown', (event) => event.key === 'Escape' && this.#opened && this.#close());
    stage.addEventListener('keydown', (event) => this.#key(event));
    stage.addEventListener('focusin', (event) => this.#rove(event.target));
    stage.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    stage.addEventListener('dblclick', (event) => this.#zoom(0.5, this.#share(event)));
    stage.addEventListener('pointerdown', (event) => this.#hold(event));
    stage.addEventListener('pointermove', (event) => this.#drag(event));
    for (const name of ['pointerup', 'pointercancel']) stage.addEventListener(name, (event) => this.#letGo(event));
  }

  // What it asks

  /** Where the API stands and which timeline is shown, from the address in `src`. */
  #target() {
    const src = this.getAttribute('src') ?? '';
    const url = URL.canParse(src, document.baseURI) ? new URL(src, document.baseURI) : null;
    const found = url && /^(.*)\/timelines\/([^/]+)\/?$/.exec(url.pathname);
    if (!found || !/^https?:$/.test(url.protocol)) {
      throw new PlainError('This timeline has no address: src must end with /timelines/ and the name of a timeline.');
    }
    return { base: `${url.origin}${found[1]}`, slug: decodeURIComponent(found[2]), host: url.host };
  }

  /** The conditions that the attributes set, on all but time. */
  #where(slug) {
    const words = (name) => (this.getAttribute(name) ?? '').split(/[\s,]+/).filter(Boolean);
    const where = { timelines: { any: [slug] } };
    if (this.getAttribute('known-by')) where.knownBy = this.getAttribute('known-by');
    if (words('kinds').length) where.kinds = words('kinds').map((kind) => kind.toUpperCase().replace(/S$/, ''));
    for (const name of ['actors', 'topics']) if (words(name).length) where[name] = { any: words(name) };
    if (this.getAttribute('text')) where.text = this.getAttribute('text');
    return where;
  }

  async #ask(query, variables, signal) {
    const { base, host } = this.#target();
    const address = `${base}/graphql?${new URLSearchParams({ query: short(query), variables: JSON.stringify(variables) })}`;
    let response, answer;
    try {
      response = await fetch(address, { signal, credentials: 'omit', headers: { accept: 'application/json' } });
      answer = await response.json();
    } catch (error) {
      if (signal.aborted) throw error;
      throw new PlainError(`${host} cannot be reached, or does not answer as it should.`);
    }
    if (answer.errors?.[0].extensions?.code === 'TIMEOUT') throw new SlowError(`${host} takes too long for this.`);
    if ([429, 503].includes(response.status)) throw new PlainError(`${host} is busy. Try again in a moment.`);
    if (answer.errors) throw new PlainError(`${host} does not answer this: ${answer.errors[0].message}`);
    return answer.data;
  }

  /** Begin anew: with the window that the attributes name, or all. */
  #restart() {
    this.#whole = null;
    this.#view = null;
    this.#asked = '';
    this.#close(false);
    const [from, to] = [this.getAttribute('from'), this.getAttribute('to')];
    this.#load(from || to ? { ...(from && { from }), ...(to && { to }) } : null);
  }

  /** Ask once the window has rested for a while. */
  #rest(milliseconds = REST) {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#view ? this.#load(this.#during()) : this.#restart(), milliseconds);
  }

  /** The window as the API is asked for it: whole days, months or years, so that many readers ask the same. */
  #during() {
    const { from, to } = this.#view;
    const span = to - from;
    const cut = (at, up) => {
      const [year, month] = civil(at);
      if (span > 60 * YEAR) return edtfYear(year);
      if (span > 5 * YEAR) return `${edtfYear(year)}-${String(month).padStart(2, '0')}`.replace(/^(Y.*)-..$/, '$1');
      return edtf(at);
    };
    return { from: cut(from), to: cut(to - 1) };
  }

  /** Ask for a window, null for all, and show what is answered; what was shown stays until then. */
  async #load(during) {
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    try {
      const { slug, host } = this.#target();
      const where = { ...this.#where(slug), ...(during && { during }) };
      const max = this.#parts.stage.clientWidth < 600 ? 30 : 60;
      const variables = { slug, where, max, ...(where.knownBy && { knownBy: where.knownBy }) };
      const asked = JSON.stringify([this.getAttribute('src'), variables]);
      if (asked === this.#asked) return;
      this.#busy(true);
      const data = await this.#askWindow(variables, asking.signal);
      if (!data.timeline) throw new PlainError(`${host} has no timeline called “${slug}”.`);
      this.#asked = asked;
      this.#take(data, during, slug);
    } catch (error) {
      if (!asking.signal.aborted) this.#fail(error, () => this.#load(during));
    } finally {
      if (this.#asking === asking) this.#busy(false);
    }
  }

  /** Where there are too many to choose the most telling from in time, how they lie in time alone. */
  async #askWindow(variables, signal) {
    try {
      return await this.#ask(WINDOW, { ...variables, some: true }, signal);
    } catch (error) {
      if (!(error instanceof SlowError)) throw error;
      return this.#ask(WINDOW, { ...variables, some: false }, signal);
    }
  }

  #busy(is) {
    this.#parts.stage.classList.toggle('busy', is);
    this.#parts.stage.setAttribute('aria-busy', String(is));
  }

  #fail(error, again) {
    if (!(error instanceof PlainError)) console.error(error);
    const button = make('button', { type: 'button', className: 'again', part: 'button' }, 'Try again');
    button.addEventListener('click', again);
    const text = error instanceof PlainError ? error.message : 'The timeline cannot be shown.';
    this.#parts.error.replaceChildren(make('p', {}, text), button);
    this.#parts.error.hidden = false;
  }

  /** Show an answer. */
  #take({ timeline, overview }, during, slug) {
    this.#parts.error.hidden = true;
    this.#parts.title.textContent = timeline.title;
    this.#parts.stage.setAttribute('aria-label', timeline.title);
    this.#buckets = overview.buckets;
    this.#total = overview.total;
    const bounds = this.#buckets.length && {
      from: this.#buckets[0].date.earliest ?? -LONGEST, to: (this.#buckets.at(-1).date.latest ?? LONGEST) + 1,
    };
    if (!during && bounds) this.#whole = bounds;
    const began = this.#view === null;
    this.#view ??= bounds || null;
    this.#takeEntries(overview.entries ?? [], slug);
    this.#takeBars();
    this.#list(overview.entries ?? [], slug);
    this.#arrange();
    if (began && this.#view) this.#tell();
  }

  #takeBars() {
    const most = Math.max(...this.#buckets.map((bucket) => bucket.count), 1);
    this.#parts.bars.replaceChildren(...this.#buckets.map(({ date, count, events, statements }) => {
      const bar = make('div', { className: 'bar', part: 'bar', title: `${date.display}: ${count}` }, make('i'), make('i'));
      [events, statements].forEach((number, index) => {
        bar.children[index].style.blockSize = `${(100 * number) / most}%`;
        bar.children[index].hidden = !number;
      });
      return bar;
    }));
  }

  /** Entries that stay keep their elements, and with them the focus. */
  #takeEntries(entries, slug) {
    const before = new Map(this.#entries.map((one) => [one.entry.slug, one]));
    this.#entries = entries.map((entry) => before.get(entry.slug) ?? this.#item(entry, slug));
    const focused = this.#root.activeElement;
    const items = this.#entries.map((one) => one.item);
    const kept = new Set(items);
    for (const child of [...this.#parts.entries.children]) if (!kept.has(child)) child.remove();
    items.forEach((item, index) => {
      const there = this.#parts.entries.children[index];
      if (there !== item) this.#parts.entries.insertBefore(item, there ?? null);
    });
    if (focused?.classList.contains('entry') && this.#root.activeElement !== focused) {
      (focused.isConnected ? focused : this.#parts.stage).focus({ preventScroll: true });
    }
  }

  #item(entry, slug) {
    const kind = entry.entryKind.toLowerCase();
    const marks = doubts(entry.date);
    const button = make('button', { type: 'button', className: 'entry', tabIndex: -1, 'aria-expanded': 'false',
      part: ['entry', kind, ...new Set(marks.map((mark) => mark.split(' ').at(-1)))].join(' ') },
      time(entry.date), make('span', {}, label(entry, slug)));
    button.addEventListener('click', () => this.#dragged || this.#open(entry.slug, button));
    const somewhere = !entry.date.lasts && spanOf(entry.date) >= DAY;
    const item = make('li', { className: `${kind}${marks.length || somewhere ? ' inexact' : ''}` }, button);
    const wide = make('div', { className: `span ${kind}${entry.date.lasts ? '' : ' somewhere'}`, part: 'span', hidden: true });
    return { entry, item, button, wide, row: -1, width: 0 };
  }

  #list(entries, slug) {
    this.#parts.list.replaceChildren(...entries.map((entry) => {
      const button = make('button', { type: 'button' }, label(entry, slug));
      button.addEventListener('click', () => this.#open(entry.slug, button));
      return make('li', {}, time(entry.date), make('div', {}, button));
    }));
    this.#parts.summary.textContent = `As a list (${entries.length} of ${this.#total.toLocaleString('en')})`;
  }

  // Where everything stands

  #share(event) {
    const box = this.#parts.stage.getBoundingClientRect();
    const share = (event.clientX - box.left) / (box.width || 1);
    return this.#leftward() ? 1 - share : share;
  }

  /** Whether time runs to the left here. */
  #leftward() {
    return getComputedStyle(this).direction === 'rtl';
  }

  #at(when) {
    return (when - this.#view.from) / (this.#view.to - this.#view.from);
  }

  /** Give entries rows where their labels have room, then draw. */
  #arrange() {
    const width = this.#parts.stage.clientWidth;
    if (!this.#view || !width) return this.#say();
    for (const one of this.#entries) one.item.hidden = false;
    for (const one of this.#entries) one.width = Math.min(one.button.scrollWidth, one.item.offsetWidth) + GAP;
    const held = ({ button, entry }) => button === this.#root.activeElement || entry.slug === this.#opened?.slug;
    this.#giveRows([...this.#entries.filter(held), ...spread(this.#entries).filter((one) => !held(one))], width);
    const fitting = this.#entries.filter((one) => one.row >= 0);
    this.#giveRows(fitting.sort((one, other) => this.#place(one, width).start - this.#place(other, width).start), width);
    const used = Math.max(3, ...this.#entries.map((one) => one.row + 1));
    this.#parts.entries.style.blockSize = `${used * ROW + 4}px`;
    return this.#draw();
  }

  /** Give each a row where nothing stands in its way, or -1; in the order of their starts, no more rows than need be. */
  #giveRows(order, width) {
    const rows = Array.from({ length: ROWS }, () => []);
    for (const one of order) {
      const place = this.#place(one, width);
      one.row = place.seen ? rows.findIndex((row) => row.every(([from, to]) => place.end <= from || place.start >= to)) : -1;
      if (one.row >= 0) rows[one.row].push([place.start, place.end]);
    }
  }

  /** Where an entry stands in pixels from the start of the stage. */
  #place({ entry: { date }, width: wide }, width) {
    const low = Math.max(date.earliest ?? -Infinity, this.#view.from);
    const high = Math.min((date.latest ?? Infinity) + 1, this.#view.to);
    const point = this.#at(date.lasts ? low : (low + high) / 2) * width;
    const flipped = point + wide > width && point - wide >= 0;
    const start = flipped ? point - wide : Math.min(point, Math.max(width - wide, 0));
    return { seen: low < high, flipped, start, end: start + wide, low: this.#at(low) * width, high: this.#at(high) * width };
  }

  #draw() {
    cancelAnimationFrame(this.#drawing);
    if (!this.#view) return;
    const width = this.#parts.stage.clientWidth;
    this.#buckets.forEach(({ date }, index) => {
      const [from, to] = [this.#at(date.earliest ?? -LONGEST), this.#at((date.latest ?? LONGEST) + 1)];
      const { style } = this.#parts.bars.children[index];
      style.insetInlineStart = `${from * 100}%`;
      style.inlineSize = `${(to - from) * 100}%`;
    });
    this.#drawAxis(width);
    for (const one of this.#entries) this.#drawEntry(one, width);
    this.#rove(this.#root.activeElement);
    this.#say();
  }

  #drawAxis(width) {
    const { from, to } = this.#view;
    const seen = ticks(from, to, width / TICK).filter(({ at }) => (1 - this.#at(at)) * width > TICK / 2);
    this.#parts.axis.replaceChildren(...seen.map(({ at, main, text }) => {
      const tick = make('span', { className: main ? 'tick main' : 'tick', part: 'tick' }, text);
      tick.style.insetInlineStart = `${this.#at(at) * 100}%`;
      return tick;
    }));
  }

  #drawEntry(one, width) {
    const place = this.#place(one, width);
    one.item.hidden = !place.seen || one.row < 0;
    const vague = spanOf(one.entry.date) >= DAY; // some moment of a day needs no line
    one.wide.hidden = one.item.hidden || !vague || place.high - place.low < 12;
    if (one.item.hidden) return;
    one.item.classList.toggle('flipped', place.flipped);
    const start = place.flipped ? place.start + GAP : place.start;
    one.item.style.insetInlineStart = `${start}px`;
    one.item.style.insetBlockStart = `${one.row * ROW + 4}px`;
    if (one.wide.hidden) return;
    if (!one.wide.isConnected) one.item.append(one.wide);
    one.wide.style.insetInlineStart = `${place.low - start}px`;
    one.wide.style.inlineSize = `${place.high - place.low}px`;
    one.wide.style.insetBlockStart = '3.625rem';
  }

  /** Tell in words what is shown. */
  #say() {
    if (!this.#view) {
      this.#parts.count.textContent = this.#asked ? 'No entries.' : 'Loading…';
      return;
    }
    const { from, to } = this.#view;
    const exact = to - from < 60 * YEAR;
    const shown = this.#visible().length;
    const more = this.#total && !this.#entries.length ? ' Zoom in to see them.' : '';
    const text = `${shown} of ${this.#total.toLocaleString('en')} entries, ${dayLabel(from, exact)} to ${dayLabel(to - 1, exact)}.${more}`;
    if (this.#parts.count.textContent !== text) this.#parts.count.textContent = text;
  }

  // How it moves

  #show(from, to) {
    if (!this.#view) return;
    const span = Math.min(Math.max(to - from, SHORTEST), this.#longest());
    const middle = (from + to) / 2;
    let start = middle - span / 2;
    if (this.#whole) start = Math.min(Math.max(start, this.#whole.from - span / 2), this.#whole.to - span / 2);
    this.#view = { from: Math.round(start), to: Math.round(start + span) };
    this.#tell();
    this.#rest();
  }

  #longest() {
    return this.#whole ? (this.#whole.to - this.#whole.from) * 1.1 : LONGEST;
  }

  #tell() {
    this.dispatchEvent(new CustomEvent('timeline-window', { bubbles: true, composed: true, detail: this.window }));
  }

  #pan(share) {
    if (!this.#view) return;
    const by = (this.#view.to - this.#view.from) * share;
    this.#show(this.#view.from + by, this.#view.to + by);
    this.#soon(() => this.#draw());
  }

  /** Make the window so many times as long; what lies at the share of the stage stays there. */
  #zoom(times, share = 0.5) {
    if (!this.#view) return;
    const { from, to } = this.#view;
    const span = Math.min(Math.max((to - from) * times, SHORTEST), this.#longest());
    const still = from + (to - from) * share;
    this.#show(still - span * share, still + span * (1 - share));
    this.#soon(() => this.#arrange());
  }

  #soon(act) {
    cancelAnimationFrame(this.#drawing);
    this.#drawing = requestAnimationFrame(act);
  }

  #showWhole() {
    if (!this.#whole) {
      this.#view = null;
      this.#load(null);
      return;
    }
    this.#show(this.#whole.from, this.#whole.to);
    this.#arrange();
  }

  #wheel(event) {
    if (!this.#view) return;
    const across = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.#zoom(2 ** (Math.max(-100, Math.min(100, event.deltaY)) / 100), this.#share(event));
    } else if (Math.abs(across) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      event.preventDefault();
      this.#pan(((this.#leftward() ? -1 : 1) * across) / this.#parts.stage.clientWidth);
    }
  }

  #hold(event) {
    if (event.button || !this.#view) return;
    this.#dragged = false;
    this.#pointers.set(event.pointerId, this.#share(event));
    this.#regrip();
  }

  /** What is under each finger now stays under it. */
  #regrip() {
    const shares = [...this.#pointers.values()];
    this.#grip = { from: this.#view.from, to: this.#view.to, shares };
  }

  #drag(event) {
    if (!this.#pointers.has(event.pointerId)) return;
    this.#pointers.set(event.pointerId, this.#share(event));
    const { from, to, shares } = this.#grip;
    const now = [...this.#pointers.values()];
    const far = Math.max(...now.map((share, index) => Math.abs(share - shares[index]))) * this.#parts.stage.clientWidth;
    if (!this.#dragged && far < 5) return;
    this.#dragged = true;
    this.#parts.stage.setPointerCapture(event.pointerId);
    this.#parts.stage.classList.add('held');
    const span = to - from;
    if (now.length === 1) {
      const by = (shares[0] - now[0]) * span;
      this.#show(from + by, to + by);
      return this.#soon(() => this.#draw());
    }
    const ends = shares.slice(0, 2).map((share) => from + share * span);
    const rate = (ends[1] - ends[0]) / (now[1] - now[0] || 0.001);
    const length = Math.min(Math.max(Math.abs(rate), SHORTEST), this.#longest());
    this.#show(ends[0] - now[0] * length, ends[0] + (1 - now[0]) * length);
    return this.#soon(() => this.#arrange());
  }

  #letGo(event) {
    if (!this.#pointers.delete(event.pointerId)) return;
    if (this.#pointers.size) return this.#regrip();
    this.#parts.stage.classList.remove('held');
    if (this.#dragged) setTimeout(() => { this.#dragged = false; }); // after the click that ends a drag
    return undefined;
  }

  // By keyboard

  #visible() {
    return this.#entries.filter((one) => !one.item.hidden);
  }

  /** One entry at a time is in the order of the Tab key. */
  #rove(target) {
    const visible = this.#visible();
    const current = visible.find((one) => one.button === target) ?? visible.find((one) => one.button.tabIndex === 0) ?? visible[0];
    for (const one of this.#entries) one.button.tabIndex = one === current ? 0 : -1;
    if (target?.classList?.contains('entry') && target.parentElement?.hidden) this.#parts.stage.focus({ preventScroll: true });
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !this.#view) return;
    const visible = this.#visible();
    const index = visible.findIndex((one) => one.button === this.#root.activeElement);
    const forward = this.#leftward() ? 'ArrowLeft' : 'ArrowRight';
    const step = { [forward]: 1, ArrowDown: 1, ArrowUp: -1 }[event.key] ?? (/^Arrow/.test(event.key) ? -1 : 0);
    if (step && index >= 0) this.#walk(visible[index + step], step);
    else if (step) this.#pan(step * 0.25);
    else if (event.key === '+' || event.key === '=') this.#zoom(0.5, this.#focusShare(visible[index]));
    else if (event.key === '-') this.#zoom(2, this.#focusShare(visible[index]));
    else if (event.key === 'Home' || event.key === 'End') this.#toEdge(event.key === 'Home' ? 0 : -1, visible, index);
    else return;
    event.preventDefault();
  }

  /** On to the next entry; past the last of the window, the window moves. */
  #walk(next, step) {
    if (next) next.button.focus({ preventScroll: true });
    else this.#pan(step * 0.5);
  }

  #focusShare(one) {
    if (!one) return 0.5;
    const width = this.#parts.stage.clientWidth;
    const place = this.#place(one, width);
    return Math.min(Math.max((place.flipped ? place.end : place.start) / width, 0), 1);
  }

  #toEdge(edge, visible, index) {
    if (index >= 0) return visible.at(edge).button.focus({ preventScroll: true });
    const span = this.#view.to - this.#view.from;
    if (!this.#whole) return this.#pan(edge || 1);
    if (edge === 0) this.#show(this.#whole.from, this.#whole.from + span);
    else this.#show(this.#whole.to - span, this.#whole.to);
    return this.#arrange();
  }

  // The evidence

  async #open(slug, from) {
    const event = new CustomEvent('timeline-open', { bubbles: true, composed: true, cancelable: true, detail: { slug } });
    if (!this.dispatchEvent(event)) return;
    this.#opening?.abort();
    const opening = (this.#opening = new AbortController());
    const knownBy = this.getAttribute('known-by') || undefined;
    try {
      const { entry } = await this.#ask(EVIDENCE, { slug, knownBy }, opening.signal);
      if (!entry) throw new PlainError('This entry is there no more.');
      this.#opened = { slug, from };
      this.#expand();
      this.#showEvidence(entry);
    } catch (error) {
      if (!opening.signal.aborted) this.#fail(error, () => this.#open(slug, from));
    }
  }

  #expand() {
    for (const { entry, button } of this.#entries) {
      button.setAttribute('aria-expanded', String(entry.slug === this.#opened?.slug));
    }
  }

  /** Close the evidence, and go back to where it was opened from. */
  #close(back = true) {
    const from = this.#opened?.from;
    this.#opening?.abort();
    this.#opened = null;
    this.#parts.panel.hidden = true;
    this.#expand();
    if (back) (from?.isConnected && from.offsetParent ? from : this.#parts.stage).focus({ preventScroll: true });
  }

  #showEvidence(entry) {
    const { base, slug } = this.#target();
    const known = this.#entries.find((one) => one.entry.slug === entry.slug)?.entry ?? entry;
    const close = make('button', { type: 'button', className: 'close', part: 'button', 'aria-label': 'Close' }, '×');
    close.addEventListener('click', () => this.#close());
    const heading = make('h3', { id: 'opened', tabIndex: -1 }, label(known, slug));
    const { panel } = this.#parts;
    panel.className = `panel ${entry.entryKind.toLowerCase()}`;
    panel.replaceChildren(
      make('p', { className: 'when' }, entry.entryKind === 'EVENT' ? 'Event, ' : 'Statement, ', time(entry.date),
        ...doubts(entry.date).map((doubt) => make('span', { className: 'badge' }, doubt))),
      heading, ...this.#facts(entry), ...entry.citations.map((citation) => this.#citation(citation)),
      make('p', { className: 'facts' }, this.#link(`${base}/entries/${encodeURIComponent(entry.slug)}`, 'Page of this entry')),
      close,
    );
    panel.hidden = false;
    heading.focus({ preventScroll: true });
    panel.scrollIntoView({ block: 'nearest' });
  }

  #facts(entry) {
    const people = (entry.participants ?? []).map(({ role, actor }) => (role ? `${actor.name} (${role})` : actor.name));
    const addressees = entry.addressees?.length ? `to ${names(entry.addressees)}` : '';
    const saying = [entry.said && { DIRECT: 'Quoted', INDIRECT: 'In the reporter’s words', MIXED: 'Partly quoted' }[entry.said],
      entry.cue && `“${entry.cue}”`, addressees, entry.medium && `through ${entry.medium}`,
      entry.attitude && entry.attitude.toLowerCase()].filter(Boolean).join(', ');
    return [entry.summary, saying, entry.place && `Where: ${entry.place.name}`, people.length && `Who: ${people.join(', ')}`,
      entry.dateReason && `The date: ${entry.dateReason}`, entry.note]
      .filter(Boolean).map((text) => make('p', { className: text === entry.summary ? '' : 'facts' }, text));
  }

  /** The exact words between those around them, and whose they are. */
  #citation({ exact, prefix, suffix, note, date, source }) {
    const chain = [source.publisher?.name, ...source.hosts.map((host) => `on ${host.name}`)].filter(Boolean).join(', ');
    const title = source.title || chain || 'Source';
    const address = webAddress(source.url);
    return make('figure', {},
      exact && make('blockquote', {}, make('span', {}, prefix ? `…${prefix}` : ''), make('mark', {}, exact),
        make('span', {}, suffix ? `${suffix}…` : '')),
      make('figcaption', {}, address ? this.#link(address, title) : make('cite', {}, title),
        title === chain ? '' : `${chain && ', '}${chain}`, source.published ? `, ${source.published.display}` : '',
        date ? `. This source gives another date: ${date.display}` : '', note ? `. ${note}` : ''));
  }

  #link(href, text) {
    return make('a', { href, part: 'link', target: '_blank', rel: 'noopener' }, text);
  }
}

customElements.define('timeline-view', TimelineView);
