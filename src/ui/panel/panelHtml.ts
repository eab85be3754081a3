import type { Speech } from '../speech';
import type { PanelButtonId } from './messages';
import { POWER_PICTURES } from './powerPictures';
import { SAFE_BOOT_PICTURE } from './safeBootPicture';

export interface PanelAddresses {
  readonly script: string;
  readonly styles: readonly string[];
  /** What the content security policy calls this panel's own resources. */
  readonly cspSource: string;
  /** Fresh for each document. */
  readonly nonce: string;
  /** Language tag of the texts. */
  readonly language: string;
}

/** The elements of the panel's buttons; the browser side finds them by these. */
const BUTTON_ELEMENTS: readonly (readonly [PanelButtonId, string])[] = [
  ['start', 'start'],
  ['rehearse', 'rehearse'],
  ['cancel', 'cancel'],
  ['recover', 'recover'],
  ['retry', 'retry'],
  ['upgradeThis', 'upgrade-this'],
  ['another', 'another'],
  ['readVersion', 'read-version'],
  ['choosePort', 'choose-port'],
  ['chooseMethod', 'choose-method'],
  ['password', 'password'],
  ['copyReport', 'copy-report'],
  ['copyRehearsal', 'copy-rehearsal'],
  ['showLog', 'show-log'],
  ['stopSeveral', 'stop-several'],
  ['severalAgain', 'several-again'],
  ['showSeveral', 'show-several'],
  ['dismissSeveral', 'dismiss-several'],
];

/**
 * The panel's document: every place there is, with its fixed labels; what fills them comes by message.
 * The nonce also stands in a `meta` element, where the UI toolkit looks for it before it adds a style.
 */
export function panelHtml(addresses: PanelAddresses, plain: Speech): string {
  const { script, styles, cspSource, nonce, language } = addresses;
  const speech: Pick<Speech, 'translate'> = { translate: (...given) => escaped(plain.translate(...given)) };
  const policy = `default-src 'none'; style-src ${cspSource} 'nonce-${nonce}'; script-src 'nonce-${nonce}'; img-src ${cspSource}`;
  const buttons = BUTTON_ELEMENTS.map(
    ([id, element]) => `<vscode-button id="${element}" data-button="${id}" hidden></vscode-button>`,
  ).join('\n      ');
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
  <meta charset="UTF-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta property="csp-nonce" content="${nonce}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${speech.translate('LTE modem upgrade')}</title>
  ${styles.map((style) => `<link rel="stylesheet" href="${style}">`).join('\n  ')}
</head>
<body>
<main>
  <header>
    <div id="top">
      <div id="request-picture" role="img" aria-label="${speech.translate('A board and its USB cable')}" hidden>
        <div data-picture="unplug">${POWER_PICTURES.unplug}</div>
        <div data-picture="plugIn">${POWER_PICTURES.plugIn}</div>
      </div>
      <div role="status">
        <h1 id="headline" tabindex="-1">${speech.translate('LTE modem upgrade')}</h1>
        <p id="lede"></p>
      </div>
      <div id="countdown" role="timer" hidden>
        <p id="countdown-text"></p>
        <div class="bar"><div id="countdown-fill"></div></div>
      </div>
    </div>
    <p id="remedy" class="callout" hidden></p>
    <figure id="safe-boot" hidden>
      <div class="drawing" role="img" aria-label="${speech.translate('A wire from P12 to 3V3, for one to two seconds after the reset')}">${SAFE_BOOT_PICTURE}</div>
      <figcaption>${speech.translate('Use the names printed next to the pins. Never connect VIN, which has 5 V. An Expansion Board 3.1, Pysense 2.0 X or Pytrack 2.0 X has a safe boot button instead. Hold it while you press the reset button, and for one to two seconds after.')}</figcaption>
    </figure>
    <div id="actions" role="group" aria-label="${speech.translate('What you can do')}">
      ${buttons}
      <p id="hint" role="status" hidden></p>
    </div>
  </header>

  <div id="several-requests" role="status" hidden></div>

  <div id="versions" class="versions" hidden>
    <div class="version"><span class="label" id="from-label"></span><span class="value" id="from"></span></div>
    <span class="arrow" aria-hidden="true"></span>
    <div class="version"><span class="label" id="to-label"></span><span class="value" id="to"></span></div>
  </div>

  <section id="outcome" aria-label="${speech.translate('Outcome')}" hidden>
    <p id="condition"></p>
    <div id="next-steps">
      <h2>${speech.translate('What to do next')}</h2>
      <ul id="next"></ul>
    </div>
    <h2>${speech.translate('Statistics')}</h2>
    <dl id="changes"></dl>
  </section>

  <section id="why" hidden>
    <h2>${speech.translate('Why this firmware')}</h2>
    <p id="why-reason"></p>
    <details id="why-others"><summary>${speech.translate('The other files')}</summary><dl id="why-rows"></dl></details>
  </section>

  <section id="manual" hidden>
    <h2>${speech.translate('What you need to do')}</h2>
    <ul id="manual-tasks"></ul>
  </section>

  <section id="running" aria-label="${speech.translate('Progress')}" hidden>
    <h2><span id="phase" role="status" aria-live="polite"></span></h2>
    <div id="step-progress" hidden>
      <div class="bar large" id="step-bar" role="progressbar" aria-labelledby="phase" aria-valuemin="0" aria-valuemax="100" aria-valuenow="0">
        <div id="step-fill"></div>
      </div>
      <p id="step-time"></p>
    </div>
    <p id="wait" role="status" hidden><span id="wait-reason"></span> <strong id="wait-until"></strong></p>
    <p id="cancelling" class="callout warning" role="status" hidden></p>
    <div class="whole-line">
      <span id="whole-label">${speech.translate('Total')}</span>
      <span id="percent" aria-hidden="true"></span>
    </div>
    <div class="bar" id="progress" role="progressbar" aria-labelledby="whole-label" aria-valuemin="0" aria-valuemax="100" aria-valuenow="0">
      <div id="progress-fill"></div>
    </div>
    <dl class="figures">
      <div><dt>${speech.translate('Elapsed')}</dt><dd id="elapsed"></dd></div>
      <div id="remaining-figure" hidden><dt>${speech.translate('Remaining')}</dt><dd id="remaining"></dd></div>
      <div id="bytes-figure" hidden><dt>${speech.translate('Sent')}</dt><dd id="bytes"></dd></div>
      <div id="rate-figure" hidden><dt>${speech.translate('Rate')}</dt><dd id="rate"></dd></div>
    </dl>
    <figure id="throughput" hidden>
      <figcaption>${speech.translate('Throughput, kB/s')}</figcaption>
      <div id="plot" role="img" aria-label="${speech.translate('Throughput over time')}"></div>
    </figure>
  </section>

  <section id="rehearsal" aria-label="${speech.translate('Rehearsal')}" hidden>
    <div id="rehearsal-next-steps">
      <h2>${speech.translate('What to do next')}</h2>
      <ul id="rehearsal-next"></ul>
    </div>
    <h2>${speech.translate('Checks')}</h2>
    <ol id="checks"></ol>
    <div id="unproven">
      <h2>${speech.translate('What a rehearsal can’t test')}</h2>
      <ul id="unproven-list"></ul>
    </div>
  </section>

  <section id="recovery" hidden>
    <h2>${speech.translate('What to try, the next useful step first')}</h2>
    <ol id="repairs"></ol>
  </section>

  <section id="warnings" hidden>
    <h2>${speech.translate('Please confirm')}</h2>
    <p class="hint">${speech.translate('The upgrade can start once each of these is confirmed.')}</p>
    <ul id="warning-list"></ul>
  </section>

  <section id="plan" hidden>
    <h2>${speech.translate('The plan')}</h2>
    <ol id="phases"></ol>
  </section>

  <section id="several" aria-labelledby="several-title" hidden>
    <h2 id="several-title">${speech.translate('Boards')}</h2>
    <p id="several-totals" role="status"></p>
    <p id="several-none" hidden></p>
    <table id="several-table" role="table" aria-labelledby="several-title">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${speech.translate('Board')}</th>
          <th role="columnheader" scope="col">IMEI</th>
          <th role="columnheader" scope="col">${speech.translate('Firmware')}</th>
          <th role="columnheader" scope="col">${speech.translate('Progress')}</th>
          <th role="columnheader" scope="col">${speech.translate('Result')}</th>
        </tr>
      </thead>
      <tbody role="rowgroup" id="several-rows"></tbody>
    </table>
  </section>

  <div id="doubts" hidden></div>
  <details id="device" hidden>
    <summary>${speech.translate('Board and modem')}</summary>
    <dl id="device-rows"></dl>
  </details>
  <details id="files" hidden>
    <summary>${speech.translate('Firmware')}</summary>
    <div id="file-list"></div>
  </details>

  <details id="log" hidden>
    <summary>${speech.translate('Log')}</summary>
    <pre id="log-lines" tabindex="0" aria-label="${speech.translate('Log')}"></pre>
  </details>
</main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
