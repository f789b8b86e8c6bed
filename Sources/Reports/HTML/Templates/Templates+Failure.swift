extension Templates {
    /// A test that failed, or failed at first: expectation beside observation, and the exchange that shows it.
    static let failure = """
        <article class="failure {{.tone}}" id="{{.id}}">
        <h3><span class="sign" aria-hidden="true">{{.symbol}}</span>{{.shortName}}</h3>
        <p class="muted name">{{.name}}{{#.uuid}} <span class="uuid">{{.}}</span>{{/.uuid}}</p>
        {{#.summary}}<p>{{.}}</p>{{/.summary}}
        {{#.remark}}<p class="muted">Remark: {{.}}</p>{{/.remark}}
        {{#.reason}}<p>{{.}}</p>{{/.reason}}
        {{#.failures}}
        <div class="finding">
        <p class="message">{{.message}}</p>
        {{#.hasValues}}
        <div class="values">
        <div><h4>Expected</h4>{{#.expected}}<pre>{{.}}</pre>{{/.expected}}</div>
        <div><h4>Observed</h4>{{#.actual}}<pre>{{.}}</pre>{{/.actual}}</div>
        </div>
        {{/.hasValues}}
        {{#.place}}<p class="muted">{{.}}</p>{{/.place}}\
        {{#.details}}<pre class="lines">{{.}}</pre>{{/.details}}
        {{#.exchange}}
        {{>exchange}}
        {{/.exchange}}
        {{#.shownAbove}}<p class="muted">Shown by exchange {{.}}, above.</p>{{/.shownAbove}}
        </div>
        {{/.failures}}
        {{#.others}}
        <details class="others"><summary>{{.title}}</summary>
        {{#.exchanges}}
        <details class="one"><summary><code>{{.number}}</code> {{.method}} <span class="url">{{.url}}</span> \
        <span class="status {{.tone}}">{{.status}}</span> <span class="muted">{{.duration}}</span></summary>
        {{>exchange}}
        </details>
        {{/.exchanges}}
        {{#.rest}}<pre class="lines">{{.}}</pre>{{/.rest}}
        </details>
        {{/.others}}
        <p class="muted">{{.facts}} <a href="#{{.row}}">Its line among all tests</a></p>
        </article>
        """

    static let exchange = """
        <div class="exchange">
        <p class="request-line"><strong>{{.method}}</strong> <span class="url">{{.url}}</span><br>
        <span class="status {{.tone}}">{{.status}}</span> <span class="muted">{{.duration}}, exchange {{.number}}</span></p>
        {{#.messages}}
        {{>message}}
        {{/.messages}}
        <div class="curl"><pre><code>{{.curl}}</code></pre><button type="button" class="copy" hidden \
        aria-label="Copy the command of exchange {{.number}}">Copy</button></div>
        </div>
        """

    static let message = """
        <div class="message-part">
        <h4>{{.title}}</h4>
        {{#.headers}}
        <details><summary>{{.title}}</summary><pre class="headers">{{.text}}</pre></details>
        {{/.headers}}
        {{#.body}}<pre class="body">{{.}}</pre>{{/.body}}
        {{#.note}}<p class="muted">{{.}}</p>{{/.note}}
        {{^.body}}{{^.note}}<p class="muted">no body</p>{{/.note}}{{/.body}}
        </div>
        """
}
