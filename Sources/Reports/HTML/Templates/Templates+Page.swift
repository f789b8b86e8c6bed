extension Templates {
    /// The document; what each section holds is a template of its own.
    static let page = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'; \
        style-src '{{.styleDigest}}'; script-src '{{.scriptDigest}}'">
        <meta name="color-scheme" content="light dark">
        <meta name="generator" content="fits {{.version}}">
        <title>{{.title}}</title>
        <style>{{{.style}}}</style>
        </head>
        <body>
        <a class="skip-link" href="#verdict">Skip to the verdict</a>
        <header class="top">
        <p class="brand">FITS run report</p>
        <h1>{{.cloud}}</h1>
        <dl class="facts">
        {{#.facts}}
        <div><dt>{{.name}}</dt><dd>{{.value}}</dd></div>
        {{/.facts}}
        </dl>
        {{#.notice}}<p class="notice">{{.}}</p>{{/.notice}}
        </header>
        <nav aria-label="Sections"><ul>
        {{#.sections}}
        <li><a href="#{{.id}}">{{.title}}{{#.count}} <span class="count">{{.}}</span>{{/.count}}</a></li>
        {{/.sections}}
        </ul></nav>
        <main>
        {{>verdicts}}
        {{>outcomes}}
        {{#.maps}}
        {{>map}}
        {{/.maps}}
        {{#.problems}}
        <section id="{{.id}}">
        <h2>{{.title}} <span class="count">{{.count}}</span></h2>
        <p class="lead">{{.lead}}</p>
        {{#.tests}}
        {{>failure}}
        {{/.tests}}
        </section>
        {{/.problems}}
        {{#.reasons}}
        {{>reasons}}
        {{/.reasons}}
        {{#.timeline}}
        {{>timeline}}
        {{/.timeline}}
        {{#.operations}}
        {{>operations}}
        {{/.operations}}
        {{>surroundings}}
        {{>tests}}
        </main>
        <footer><p>Written by fits {{.version}}. Secrets were taken out before anything was kept.</p></footer>
        <script>{{{.script}}}</script>
        </body>
        </html>

        """

    static let verdicts = """
        <section id="verdict">
        <h2>Verdict</h2>
        {{^.verdicts}}
        <p class="lead">No guideline was asked for, so there is none: what follows counts tests only.</p>
        {{/.verdicts}}
        <div class="verdicts">
        {{#.verdicts}}
        <article class="verdict {{.tone}}">
        <h3>{{.name}}{{#.guideline}} <span class="muted">{{.}}</span>{{/.guideline}}</h3>
        <p class="word"><span class="sign" aria-hidden="true">{{.symbol}}</span>{{.word}}</p>
        <p>{{.reason}}.</p>
        {{#.note}}<p class="muted">{{.}}.</p>{{/.note}}
        </article>
        {{/.verdicts}}
        </div>
        </section>
        """

    static let outcomes = """
        <section id="outcomes">
        <h2>Outcomes <span class="count">{{.total}}</span></h2>
        {{#.hasTests}}
        <svg class="bar" role="img" aria-label="{{.outcomesText}}" width="100%" height="14">
        {{#.outcomes}}
        <rect class="{{.tone}}" x="{{.start}}%" width="{{.width}}%" height="14"><title>{{.count}} {{.word}}</title></rect>
        {{/.outcomes}}
        </svg>
        {{/.hasTests}}
        <ul class="outcomes">
        {{#.outcomes}}
        <li class="{{.tone}}"><span class="sign" aria-hidden="true">{{.symbol}}</span><strong>{{.count}}</strong> {{.word}}</li>
        {{/.outcomes}}
        </ul>
        </section>
        """
}
