extension Templates {
    /// Tests that did not run, by the reason.
    static let reasons = """
        <section id="{{.id}}">
        <h2>{{.title}} <span class="count">{{.count}}</span></h2>
        {{#.groups}}
        <details class="reason {{.tone}}"><summary><span class="number">{{.count}}</span> <span>{{.reason}}</span></summary>
        <ul class="names">
        {{#.tests}}
        <li><a href="#{{.row}}">{{.name}}</a></li>
        {{/.tests}}
        </ul>
        </details>
        {{/.groups}}
        </section>
        """

    /// A cell per capability, then the same as a table.
    static let map = """
        <section id="{{.id}}">
        <h2>Capabilities of {{.guideline}} <span class="count">{{.count}}</span></h2>
        <ul class="legend">
        {{#.legend}}
        <li><span class="cell {{.tone}}" aria-hidden="true">{{.symbol}}</span> {{.text}}</li>
        {{/.legend}}
        {{#.hasOptional}}
        <li><span class="cell optional" aria-hidden="true"></span> not required</li>
        {{/.hasOptional}}
        </ul>
        <div class="areas">
        {{#.areas}}
        <div class="area">
        <h3>{{.name}} <span class="muted">{{.text}}</span></h3>
        <ul class="cells">
        {{#.cells}}
        <li><a class="cell {{.tone}}{{#.isOptional}} optional{{/.isOptional}}" href="#{{.id}}" title="{{.text}}" \
        aria-label="{{.text}}">{{.symbol}}</a></li>
        {{/.cells}}
        </ul>
        </div>
        {{/.areas}}
        </div>
        <details class="list"><summary>All {{.count}} as a list</summary>
        <div class="scroll"><table aria-label="Capabilities of {{.guideline}}">
        <thead><tr><th scope="col">Capability</th><th scope="col">Status</th><th scope="col">Shown</th>\
        <th scope="col">Tests</th></tr></thead>
        <tbody>
        {{#.areas}}
        {{#.cells}}
        <tr id="{{.id}}"><th scope="row">{{.name}}</th><td>{{.status}}</td>\
        <td class="{{.tone}}"><span class="sign" aria-hidden="true">{{.symbol}}</span>{{.word}}</td><td>{{.tally}}</td></tr>
        {{/.cells}}
        {{/.areas}}
        </tbody>
        </table></div>
        </details>
        </section>
        """

    static let surroundings = """
        <section id="weather">
        <h2>Weather and leftovers</h2>
        <div class="two">
        <div><h3>Weather</h3>
        {{#.hasWeather}}
        <p>Failures of the way to the cloud, which are no test's outcome:</p>
        <ul>{{#.weather}}<li><strong>{{.count}}</strong> × {{.kind}}</li>{{/.weather}}</ul>
        {{/.hasWeather}}
        {{^.hasWeather}}<p class="muted">{{.noWeather}}</p>{{/.hasWeather}}
        {{#.hasUnreachable}}
        <h4>Out of reach to the end</h4>
        <ul>{{#.unreachable}}<li>{{.}}</li>{{/.unreachable}}</ul>
        {{/.hasUnreachable}}
        </div>
        <div><h3>Leftovers</h3>
        {{#.hasLeftovers}}
        <p>Resources that may still be in the cloud; <code>{{.cleanup}}</code> removes them.</p>
        <ul>{{#.leftovers}}<li>{{.}}</li>{{/.leftovers}}</ul>
        {{/.hasLeftovers}}
        {{^.hasLeftovers}}<p class="muted">None: everything that was made is gone.</p>{{/.hasLeftovers}}
        </div>
        </div>
        </section>
        """

    static let tests = """
        <section id="tests">
        <h2>All tests <span class="count">{{.total}}</span></h2>
        <form class="filter" role="search" aria-label="Tests" data-unit="tests" hidden>
        <fieldset><legend>Outcome</legend>
        <label><input type="radio" name="outcome" value="" checked><span>all</span></label>
        {{#.outcomes}}
        <label><input type="radio" name="outcome" value="{{.key}}"><span>{{.word}} {{.count}}</span></label>
        {{/.outcomes}}
        </fieldset>
        <label class="search">Search <input type="search" name="text" autocomplete="off" \
        placeholder="name, id, URL, status"></label>
        <p class="muted" role="status"></p>
        </form>
        <div class="scroll"><table class="tests sortable" aria-label="All tests">
        <thead><tr><th scope="col">Outcome</th><th scope="col">Test</th><th scope="col" class="right">Took</th>\
        <th scope="col" class="right">Requests</th></tr></thead>
        <tbody>
        {{#.tests}}
        <tr id="{{.id}}" data-outcome="{{.key}}"><td class="{{.tone}}" data-sort="{{.rank}}">\
        <span class="sign" aria-hidden="true">{{.symbol}}</span>{{.word}}</td><td><details><summary>{{.shortName}}</summary>
        <p class="muted name">{{.name}} <span class="uuid">{{.uuid}}</span></p>
        {{#.summary}}<p>{{.}}</p>{{/.summary}}
        {{#.reason}}<p>{{.}}</p>{{/.reason}}
        {{#.card}}<p><a href="#{{.}}">What failed, with the exchange</a></p>{{/.card}}
        {{#.lines}}<pre class="lines">{{.}}</pre>{{/.lines}}
        </details></td><td class="right" data-sort="{{.seconds}}">{{.duration}}</td>\
        <td class="right" data-sort="{{.requestCount}}">{{.requests}}</td></tr>
        {{/.tests}}
        </tbody>
        </table></div>
        </section>
        """
}
