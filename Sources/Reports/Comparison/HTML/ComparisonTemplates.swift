/// The templates of a comparison's HTML form; those of exchanges are the run report's.
enum ComparisonTemplates {
    static var all: [(name: String, text: String)] {
        [
            ("comparison", page), ("matrix", matrix), ("matrix-table", matrixTable), ("portability", portability),
            ("difference", difference), ("beside", beside), ("unasserted", unasserted),
            ("exchange", Templates.exchange), ("message", Templates.message),
        ]
    }

    private static let page = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'; \
        style-src '{{.styleDigest}}' '{{.ownStyleDigest}}'">
        <meta name="color-scheme" content="light dark">
        <meta name="generator" content="fits {{.version}}">
        <title>{{.title}} – FITS comparison</title>
        <style>{{{.style}}}</style>
        <style>{{{.ownStyle}}}</style>
        </head>
        <body>
        <a class="skip-link" href="#differences">Skip to the differences</a>
        <header class="top">
        <p class="brand">FITS comparison</p>
        <h1>{{.title}}</h1>
        <p class="conclusion">{{.conclusion}}.</p>
        <div class="sides">
        {{#.sides}}
        <article class="side">
        <h2>{{.label}}</h2>
        <dl class="facts">
        {{#.facts}}
        <div><dt>{{.name}}</dt><dd>{{.value}}</dd></div>
        {{/.facts}}
        </dl>
        <ul class="outcomes">
        {{#.outcomes}}
        <li class="{{.tone}}"><span class="sign" aria-hidden="true">{{.symbol}}</span><strong>{{.count}}</strong> {{.word}}</li>
        {{/.outcomes}}
        </ul>
        {{#.notes}}<p class="notice">{{.}}.</p>{{/.notes}}
        </article>
        {{/.sides}}
        </div>
        </header>
        <nav aria-label="Sections"><ul>
        {{#.sections}}
        <li><a href="#{{.id}}">{{.title}}{{#.count}} <span class="count">{{.}}</span>{{/.count}}</a></li>
        {{/.sections}}
        </ul></nav>
        <main>
        {{#.matrices}}
        {{>matrix}}
        {{/.matrices}}
        {{>portability}}
        <section id="differences">
        <h2>Where outcomes part <span class="count">{{.differingCount}}</span></h2>
        <p class="lead">{{.differencesText}}.</p>
        {{#.differences}}
        {{>difference}}
        {{/.differences}}
        </section>
        <section id="unasserted">
        <h2>Behaviour that no test asserts <span class="count">{{.unassertedCount}}</span></h2>
        <p class="lead">An application may notice what no test does. Each line is something that clouds do differently.</p>
        {{#.unasserted}}
        {{>unasserted}}
        {{/.unasserted}}
        </section>
        </main>
        <footer><p>Written by fits {{.version}}. Secrets were taken out before anything was kept.</p></footer>
        </body>
        </html>

        """

    private static let matrix = """
        <section id="{{.id}}">
        <h2>{{.title}}</h2>
        <p class="lead">{{.reach}}.</p>
        {{#.differing}}
        {{>matrix-table}}
        {{/.differing}}
        <details class="list"><summary>All {{.all.count}} as a list</summary>
        {{#.all}}
        {{>matrix-table}}
        {{/.all}}
        </details>
        </section>
        """

    private static let matrixTable = """
        <div class="scroll" tabindex="0" role="region" aria-label="{{.title}}"><table class="matrix">
        <thead><tr><th scope="col">{{.heading}}</th>{{#.columns}}<th scope="col">{{.}}</th>{{/.columns}}</tr></thead>
        <tbody>
        {{#.rows}}
        <tr><th scope="row">{{#.tests}}<details><summary>{{/.tests}}\
        {{.name}}{{#.remark}} <span class="muted">{{.}}</span>{{/.remark}}\
        {{#.tests}}</summary><ul class="tests-named">
        {{#.items}}
        <li>{{#.standings}}<span class="sign {{.tone}}" role="img" aria-label="{{.label}} {{.word}}">{{.symbol}}</span>\
        {{/.standings}}{{.name}}</li>
        {{/.items}}
        </ul></details>{{/.tests}}</th>\
        {{#.cells}}<td class="{{.tone}}" title="{{.explanation}}"><span class="sign" aria-hidden="true">{{.symbol}}</span>\
        {{.word}}</td>{{/.cells}}</tr>
        {{/.rows}}
        </tbody>
        </table></div>
        """

    private static let portability = """
        <section id="portability">
        <h2>What will not carry over</h2>
        <p class="lead">Tests that work on the cloud of the row and not on that of the column; in brackets in how many \
        capabilities. Flagged tests do not count.</p>
        <div class="scroll" tabindex="0" role="region" aria-label="What will not carry over"><table class="pairs">
        <thead><tr><th scope="col">works on ↓, will not on →</th>\
        {{#.labels}}<th scope="col">{{.}}</th>{{/.labels}}</tr></thead>
        <tbody>
        {{#.pairRows}}
        <tr><th scope="row">{{.label}}</th>{{#.cells}}<td class="{{.tone}}">\
        {{#.link}}<a href="#{{.}}">{{/.link}}{{.text}}{{#.link}}</a>{{/.link}}</td>{{/.cells}}</tr>
        {{/.pairRows}}
        </tbody>
        </table></div>
        {{#.losses}}
        <details class="reason fail" id="{{.id}}"><summary><span class="number">{{.count}}</span> <span>work on {{.from}}, \
        will not on {{.to}}</span>{{#.unknown}} <span class="muted">{{.}}</span>{{/.unknown}}</summary>
        <dl class="losses">
        {{#.capabilities}}
        <div><dt>{{.name}}</dt><dd><ul class="names">
        {{#.tests}}
        <li class="{{.tone}}"><span class="sign" aria-hidden="true">{{.symbol}}</span>{{.name}} \
        <span class="muted">{{.word}}</span></li>
        {{/.tests}}
        </ul></dd></div>
        {{/.capabilities}}
        </dl>
        </details>
        {{/.losses}}
        </section>
        """

    private static let difference = """
        <article class="failure {{.tone}}" id="{{.id}}">
        <h3>{{.title}}</h3>
        <ul class="standings">
        {{#.standings}}
        <li class="{{.tone}}"><span class="sign" aria-hidden="true">{{.symbol}}</span>{{.label}} {{.word}}</li>
        {{/.standings}}
        </ul>
        <ul class="tests-named">
        {{#.tests}}
        <li><span class="name">{{.name}}</span> <span class="muted">{{.capability}}</span></li>
        {{/.tests}}
        </ul>
        {{#.more}}
        <details><summary>{{.title}}</summary><ul class="tests-named">
        {{#.tests}}
        <li><span class="name">{{.name}}</span> <span class="muted">{{.capability}}</span></li>
        {{/.tests}}
        </ul></details>
        {{/.more}}
        {{#.partings}}
        <div class="finding">
        <p class="parting">{{.title}}</p>
        {{#.reasons}}
        <p><strong>{{.label}}</strong>: {{.text}}</p>
        {{/.reasons}}
        {{#.hasItems}}
        <div class="scroll"><table class="items">
        <thead><tr><th scope="col">Differs</th>{{#.itemColumns}}<th scope="col">{{.}}</th>{{/.itemColumns}}</tr></thead>
        <tbody>
        {{#.items}}
        <tr><th scope="row"><code>{{.place}}</code></th>\
        <td>{{#.left}}<code>{{.}}</code>{{/.left}}{{^.left}}<span class="muted">absent</span>{{/.left}}</td>\
        <td>{{#.right}}<code>{{.}}</code>{{/.right}}{{^.right}}<span class="muted">absent</span>{{/.right}}</td></tr>
        {{/.items}}
        </tbody></table></div>
        {{/.hasItems}}
        {{#.exchanges}}
        <details class="others"{{#.isOpen}} open{{/.isOpen}}><summary>{{.title}}</summary>
        {{>beside}}
        </details>
        {{/.exchanges}}
        </div>
        {{/.partings}}
        </article>
        """

    private static let beside = """
        <div class="beside">
        {{#.columns}}
        <div class="column"><h4 class="cloud">{{.label}}</h4>
        {{#.exchange}}
        {{>exchange}}
        {{/.exchange}}
        {{^.exchange}}<p class="muted">No such request was made.</p>{{/.exchange}}
        </div>
        {{/.columns}}
        </div>
        """

    private static let unasserted = """
        <section id="{{.id}}">
        <h3>{{.title}} <span class="count">{{.count}}</span></h3>
        <p class="lead">{{.lead}}</p>
        {{#.hasLines}}
        <div class="scroll" tabindex="0" role="region" aria-label="{{.title}}"><table class="lines-of">
        <thead><tr><th scope="col">What</th>{{#.labels}}<th scope="col">{{.}}</th>{{/.labels}}</tr></thead>
        <tbody>
        {{#.lines}}
        <tr><th scope="row">{{.subject}}{{#.detail}}<br><span class="muted">{{.}}</span>{{/.detail}}</th>\
        {{#.values}}<td>{{.}}</td>{{/.values}}</tr>
        {{#.example}}
        <tr class="example"><td colspan="{{.span}}"><details class="others"><summary>{{.title}}</summary>
        {{>beside}}
        </details></td></tr>
        {{/.example}}
        {{/.lines}}
        </tbody></table></div>
        {{/.hasLines}}
        {{^.hasLines}}<p class="muted">No difference{{#.reservation}}: {{.}}{{/.reservation}}.</p>{{/.hasLines}}
        </section>
        """

    /// What a comparison has and a run's report has not.
    static let style = """

        .conclusion { font-size: 1.1875rem; margin-top: .5rem; }
        .sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 1rem; margin-top: 1rem; }
        .side { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.25rem; }
        .side h2 { margin: 0; overflow-wrap: anywhere; }
        .side .facts { gap: .35rem 1.5rem; margin-top: .5rem; }
        .matrix td, .pairs td { color: var(--tone); white-space: nowrap; }
        .matrix td.fail, .matrix td.flaky { background: var(--soft); }
        .matrix td, .matrix thead th + th, .pairs td, .pairs thead th + th { padding-left: .75rem; }
        .matrix tbody th, .pairs tbody th { position: sticky; left: 0; background: var(--ground); }
        .list .scroll { margin-top: .5rem; }
        .losses { margin: .5rem 0 .5rem 1.25rem; }
        .losses dt { font-weight: 600; margin-top: .5rem; }
        .losses .names { margin: 0; }
        .losses .sign, .standings .sign { color: var(--tone); }
        .standings { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin-top: .35rem; }
        .tests-named .sign { color: var(--tone); margin-right: 0; }
        .tests-named { margin-top: .5rem; font-size: .875rem; }
        .tests-named li { overflow-wrap: anywhere; }
        .parting { font-weight: 600; overflow-wrap: anywhere; }
        .items { margin-top: .75rem; font-size: .875rem; }
        .items td, .items th, .lines-of td { overflow-wrap: anywhere; }
        .items th:first-child { width: 24%; }
        .beside { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(20rem, 1fr); gap: 1.25rem; overflow-x: auto; }
        .column { min-width: 0; }
        .column + .column { border-left: 1px solid var(--line); padding-left: 1.25rem; }
        .cloud { color: var(--ink); font-size: .9375rem; }
        .column .exchange { margin-top: .25rem; }
        .lines-of { table-layout: fixed; }
        .lines-of th:first-child { width: 50%; }
        .lines-of tbody th { font-weight: 400; overflow-wrap: anywhere; }
        .lines-of tr:has(+ .example) > * { border-bottom: 0; padding-bottom: 0; }
        .lines-of .others { margin-top: 0; }
        section section { margin-top: 1.5rem; }
        section section h3 { margin-bottom: .25rem; }
        section section .lead { margin-bottom: .5rem; }
        @media (max-width: 56rem) {
          .beside { grid-auto-flow: row; grid-auto-columns: auto; }
          .column + .column { border-left: 0; padding-left: 0; border-top: 1px solid var(--line); padding-top: .75rem; }
          .lines-of { table-layout: auto; }
        }
        @media print { .beside { overflow: visible; } .side, .items tr { break-inside: avoid; } }

        """

    /// What the page's policy lets style it besides the run report's style.
    static let styleDigest = "sha256-Q7JdcoM8cec5XRWx8cSRJethibBfmsHV3DYRUBmBpic="
}
