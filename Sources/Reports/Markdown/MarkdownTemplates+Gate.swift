extension MarkdownTemplates {
    /// What became of tests between two runs.
    static let gate = """
        ## {{.sign}} FITS gate: {{.word}}

        {{.reason}}

        - baseline: {{.baseline}}
        - candidate: {{.candidate}}

        {{#.hasCounts}}
        | change | tests |
        | --- | ---: |
        {{#.counts}}
        | {{.title}} | {{.count}} |
        {{/.counts}}

        {{/.hasCounts}}
        {{#.sections}}
        {{#.isFolded}}
        <details><summary>{{.title}} ({{.count}})</summary>

        {{>changes}}

        </details>

        {{/.isFolded}}
        {{^.isFolded}}
        ### {{.title}} ({{.count}})

        {{>changes}}

        {{#.tests}}
        {{>test}}

        {{/.tests}}
        {{/.isFolded}}
        {{/.sections}}
        {{#.hasNotes}}
        {{#.notes}}
        - {{.}}
        {{/.notes}}
        {{/.hasNotes}}
        """

    /// The tests of one kind of change.
    static let changes = """
        {{#.items}}
        - {{.symbol}} {{{.name}}}{{#.reason}}: {{.}}{{/.reason}}{{#.facts}} ({{.}}){{/.facts}}
        {{/.items}}
        {{#.omitted}}
        - {{.}}
        {{/.omitted}}
        """
}
