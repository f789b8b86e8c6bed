extension Templates {
    /// What the cloud was asked for, a table per service.
    static let operations = """
        <section id="operations">
        <h2>Operations <span class="count">{{.count}}</span></h2>
        <p class="lead">{{.lead}}</p>
        <form class="filter" role="search" aria-label="Operations" data-unit="operations" hidden>
        <label class="search">Search operations <input type="search" name="text" autocomplete="off" \
        placeholder="path, action, status, test"></label>
        <p class="muted" role="status"></p>
        </form>
        {{#.services}}
        <details class="group"><summary><h3>{{.name}}</h3> <span class="muted">{{.text}}</span></summary>
        <div class="scroll"><table class="operations sortable" aria-label="Operations of {{.name}}">
        <thead><tr><th scope="col">Operation</th><th scope="col" class="right">Requests</th>\
        <th scope="col">Statuses</th><th scope="col" class="right">Median</th><th scope="col" class="right">Longest</th>\
        <th scope="col">Tests</th></tr></thead>
        <tbody>
        {{#.operations}}
        <tr><th scope="row"><span class="method">{{.method}}</span> <span class="url">{{.path}}</span>\
        {{#.action}} <span class="action">{{.}}</span>{{/.action}}</th>\
        <td class="right" data-sort="{{.count.sort}}">{{.count.text}}</td><td>{{#.statuses}}<span class="status-count">\
        <span class="status {{.tone}}">{{.text}}</span> <span class="muted">×{{.count}}</span></span> {{/.statuses}}</td>\
        <td class="right" data-sort="{{.median.sort}}">{{.median.text}}</td>\
        <td class="right" data-sort="{{.longest.sort}}">{{.longest.text}}</td>\
        <td data-sort="{{.testCount.sort}}">{{#.hasTests}}<details><summary>{{.testCount.text}}</summary><ul>
        {{#.tests}}
        <li><a href="#{{.row}}">{{.name}}</a></li>
        {{/.tests}}
        {{#.more}}<li class="muted">{{.}}</li>{{/.more}}
        </ul></details>{{/.hasTests}}{{^.hasTests}}<span class="muted">the run itself</span>{{/.hasTests}}</td></tr>
        {{/.operations}}
        </tbody>
        </table></div>
        </details>
        {{/.services}}
        </section>
        """
}
