/// The templates of the Markdown forms.
///
/// What stands in three braces is Markdown already: code, whose fences were chosen for what is in it.
enum MarkdownTemplates {
    static var all: [(name: String, text: String)] {
        [("report", report), ("test", test), ("finding", finding), ("bug", bug), ("gate", gate), ("changes", changes)]
    }

    /// A run.
    private static let report = """
        ## {{.sign}} FITS: {{.cloud}}, {{.headline}}

        {{#.notice}}
        > {{.}}

        {{/.notice}}
        {{#.hasVerdicts}}
        {{#.verdicts}}
        - {{.symbol}} **{{.word}}** {{.subject}}: {{.reason}}{{#.note}} ({{.}}){{/.note}}
        {{/.verdicts}}

        {{/.hasVerdicts}}
        {{#.hasOutcomes}}
        | outcome | tests |
        | --- | ---: |
        {{#.outcomes}}
        | {{.symbol}} {{.word}} | {{.count}} |
        {{/.outcomes}}

        {{/.hasOutcomes}}
        {{#.problems}}
        ### {{.title}} ({{.count}})

        {{#.tests}}
        {{>test}}

        {{/.tests}}
        {{#.hasOthers}}
        Without details, for want of room:

        {{#.others}}
        - {{{.}}}
        {{/.others}}
        {{#.omitted}}
        - {{.}}
        {{/.omitted}}

        {{/.hasOthers}}
        {{/.problems}}
        {{#.reasons}}
        <details><summary>{{.title}} ({{.count}})</summary>

        {{#.groups}}
        - {{.count}} × {{.reason}}
        {{/.groups}}

        </details>

        {{/.reasons}}
        {{#.hasLeftovers}}
        Left over in the cloud; {{{.cleanup}}} removes it:

        {{#.leftovers}}
        - {{.}}
        {{/.leftovers}}

        {{/.hasLeftovers}}
        {{.facts}}. {{{.again}}} explains it on a terminal.

        """

    /// A test that failed, folded.
    private static let test = """
        <details><summary>{{.symbol}} <code>{{{.name}}}</code></summary>

        {{{.identity}}}

        {{#.summary}}
        {{.}}

        {{/.summary}}
        {{#.remark}}
        Remark: {{.}}

        {{/.remark}}
        {{#.findings}}
        {{>finding}}
        {{/.findings}}
        </details>

        """

    /// One check that did not hold, with the exchange that shows it.
    private static let finding = """
        **{{.message}}**

        {{#.values}}
        {{{.}}}

        {{/.values}}
        {{#.exchange}}
        {{{.}}}

        {{/.exchange}}
        {{#.curl}}
        {{{.}}}

        {{/.curl}}
        {{#.shownAbove}}
        Shown by exchange {{.}}, above.

        {{/.shownAbove}}

        """
}
