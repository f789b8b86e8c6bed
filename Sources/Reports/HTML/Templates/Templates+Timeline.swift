extension Templates {
    /// A bar per try of a test, in lanes that run side by side; above them shared fixtures, below what was waited for.
    static let timeline = """
        <section id="timeline">
        <h2>Time line</h2>
        <p class="lead">{{.text}}</p>
        <ul class="legend">
        {{#.legend}}
        <li><span class="swatch {{.tone}}" aria-hidden="true"></span> {{.text}}</li>
        {{/.legend}}
        </ul>
        <svg class="timeline" role="img" aria-label="{{.text}}" width="100%" height="{{.height}}">
        {{#.ticks}}
        <line x1="{{.x}}%" x2="{{.x}}%" y1="0" y2="100%"/><text x="{{.x}}%" y="100%" dx="4" dy="-5">{{.text}}</text>
        {{/.ticks}}
        {{#.breaks}}
        <rect class="break" x="{{.x}}%" width="5" y="0" height="100%"><title>{{.text}}</title></rect>
        {{/.breaks}}
        {{#.makings}}
        <rect class="making {{.tone}}" x="{{.x}}%" width="{{.width}}%" y="{{.y}}" height="9"{{#.waits}} \
        data-waits="{{.}}"{{/.waits}}><title>{{.text}}</title></rect>
        {{/.makings}}
        {{#.bars}}
        <rect class="{{.tone}}" x="{{.x}}%" width="{{.width}}%" y="{{.y}}" height="9" data-row="{{.row}}"{{#.waits}} \
        data-waits="{{.}}"{{/.waits}}><title>{{.text}}</title></rect>
        {{/.bars}}
        {{#.waiting}}
        <rect class="waiting" x="{{.x}}%" width="{{.width}}%" y="{{.y}}" height="9"/>
        {{/.waiting}}
        </svg>
        {{#.hasWaits}}
        <div class="scroll"><table class="waits">
        <caption>What tests waited for</caption>
        <thead><tr><th scope="col">Waited for</th><th scope="col" class="right">Tests</th>\
        <th scope="col" class="right">In all</th><th scope="col" class="right">Longest</th></tr></thead>
        <tbody>
        {{#.waits}}
        <tr data-wait="{{.id}}"><th scope="row">{{.text}}</th><td class="right">{{.tests}}</td>\
        <td class="right">{{.total}}</td><td class="right">{{.longest}}</td></tr>
        {{/.waits}}
        </tbody>
        </table></div>
        {{/.hasWaits}}
        </section>
        """
}
