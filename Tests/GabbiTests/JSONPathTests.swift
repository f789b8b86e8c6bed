import OpenStack
import Testing

@testable import Gabbi

/// What jsonpath-ng 1.16 finds with the same paths in the same document.
@Suite struct JSONPathTests {
    private static let document = #"""
        {"pets": [{"type": "dog", "sound": "woof", "age": 3, "tags": ["b", "a"]},
        {"type": "cat", "sound": "meow", "age": 7, "tags": []},
        {"type": "cow", "sound": "moo", "age": 12, "dead": true, "owner": {"name": "Ann", "pets": 2}}],
        "count": 3, "ratio": 1.5, "name": "farm-1", "empty": {}, "nothing": null, "yes": true, "list": [5, 3, 9, 1],
        "words": ["pear", "apple", "fig"], "a-b": {"c d": 1, "e.f": 2}, "matrix": [[1, 2], [3, 4], [5, 6]],
        "csv": "one, two,three", "1": "digit", "links": [{"rel": "self", "href": "/x"},
        {"rel": "inventories", "href": "/x/inv"}], "nested": {"x": {"id": 1, "y": {"id": 2}}, "id": 0}}
        """#

    private static let found: [(path: String, values: String)] = [
        ("$.count", "[3]"),
        ("count", "[3]"),
        ("$.name", #"["farm-1"]"#),
        ("$.pets[0].type", #"["dog"]"#),
        ("$.pets[*].type", #"["dog", "cat", "cow"]"#),
        ("$.pets[-1].type", #"["cow"]"#),
        ("$.pets[0,2].type", #"["dog", "cow"]"#),
        ("$.pets[0:2].type", #"["dog", "cat"]"#),
        ("$.pets[:1].type", #"["dog"]"#),
        ("$.pets[1:].type", #"["cat", "cow"]"#),
        ("$.pets[::-1].type", #"["cow", "cat", "dog"]"#),
        ("$.pets[::2].type", #"["dog", "cow"]"#),
        ("$.pets[5].type", "[]"),
        ("$..type", #"["dog", "cat", "cow"]"#),
        ("$..id", "[0, 1, 2]"),
        ("$.nested..id", "[0, 1, 2]"),
        ("$.pets.`len`", "[3]"),
        ("$.`len`", "[15]"),
        ("$.name.`len`", "[6]"),
        ("$.count.`len`", "[]"),
        ("$.pets[0].`keys`", #"["type", "sound", "age", "tags"]"#),
        ("$.empty", "[{}]"),
        ("$.empty.`len`", "[0]"),
        ("$.nothing", "[null]"),
        ("$.missing", "[]"),
        ("$.list.`sorted`", "[[1, 3, 5, 9]]"),
        ("$.words.`sorted`", #"[["apple", "fig", "pear"]]"#),
        ("$.empty.`sorted`", "[[]]"),
        ("$.pets[/type][0].sound", #"["meow"]"#),
        (#"$.pets[\type][0].sound"#, #"["woof"]"#),
        ("$.pets[/type]..sound", #"["meow", "moo", "woof"]"#),
        ("$.pets[/age].type", "[]"),
        (#"$.pets[\age,/type].type"#, "[]"),
        (#"$.pets[?type = "dog"].sound"#, #"["woof"]"#),
        ("$.pets[?type == 'dog'].sound", #"["woof"]"#),
        ("$.pets[?(@.type = 'dog')].sound", #"["woof"]"#),
        ("$.pets[?(@.age > 5)].type", #"["cat", "cow"]"#),
        ("$.pets[?(@.age >= 7 & @.age < 12)].type", #"["cat"]"#),
        (#"$.pets[?age > 5 & type != "cow"].type"#, #"["cat"]"#),
        ("$.pets[?(@.age < 5 || @.age > 10)].type", #"["dog", "cow"]"#),
        ("$.pets[?dead].type", #"["cow"]"#),
        ("$.pets[?(@.dead == true)].type", #"["cow"]"#),
        ("$.pets[?(!@.dead)].type", #"["dog", "cat"]"#),
        (#"$.pets[?type =~ "^c"].type"#, #"["cat", "cow"]"#),
        ("$.pets[?(@.owner.name = 'Ann')].type", #"["cow"]"#),
        ("$.pets[?owner.pets = 2].owner.name", #"["Ann"]"#),
        ("$.pets[?dog].type", "[]"),
        (#"$.links[?rel = "inventories"].href"#, #"["/x/inv"]"#),
        (#"$.links[?rel = "nothing"].href"#, "[]"),
        ("links[?rel='self'].href", #"["/x"]"#),
        (#"$["a-b"]"#, #"[{"c d": 1, "e.f": 2}]"#),
        ("$.'a-b'.'c d'", "[1]"),
        ("$['a-b']['e.f']", "[2]"),
        ("$.a-b", #"[{"c d": 1, "e.f": 2}]"#),
        ("$.matrix[*][0]", "[1, 3, 5]"),
        ("$.matrix[1][1]", "[4]"),
        ("$.matrix..[0]", "[[1, 2], 1, 3, 5]"),
        ("$.matrix[*]", "[[1, 2], [3, 4], [5, 6]]"),
        ("$.*.name", "[]"),
        ("$.nested.*", #"[{"id": 1, "y": {"id": 2}}, 0]"#),
        ("$.nested.*.id", "[1]"),
        ("$.pets[*].age", "[3, 7, 12]"),
        ("$.pets[*].tags[*]", #"["b", "a"]"#),
        ("$.pets[*].tags.`len`", "[2, 0]"),
        (#"$.csv.`split(",", 0, -1)`"#, #"["one"]"#),
        (#"$.csv.`split(",", 1, -1)`"#, #"[" two"]"#),
        (#"$.csv.`split(",", *, -1)`"#, #"[["one", " two", "three"]]"#),
        ("$.csv.`sub(/one/, uno)`", #"["uno, two,three"]"#),
        (#"$.name.`sub(/(\w+)-(\d)/, \\2-\\1)`"#, "[]"),
        ("$.count.`str()`", #"["3"]"#),
        ("$.count + 1", "[4]"),
        ("$.count * 2", "[6]"),
        ("$.ratio - 1", "[0.5]"),
        ("$.count + $.ratio", "[4.5]"),
        (#"$.name + "x""#, #"["farm-1x"]"#),
        ("$.pets[*].age + 1", "[4, 8, 13]"),
        ("$.nested.x.`parent`.id", "[0]"),
        ("$.nested.x.id.`parent`.y.id", "[2]"),
        ("$.pets[0].`path`", #"["[0]"]"#),
        ("$.pets[0].type.`path`", #"["type"]"#),
        ("$.yes", "[true]"),
        ("$.'1'", #"["digit"]"#),
        ("$.1", #"["digit"]"#),
        ("$.name,count", #"["farm-1", 3]"#),
        (#"$.pets[0]["type","sound"]"#, #"["dog", "woof"]"#),
        ("$.nested | $.count", "[3]"),
        ("$.pets[*].(type|sound)", #"["dog", "woof", "cat", "meow", "cow", "moo"]"#),
        ("$.pets[*] where owner.name", "[]"),
        ("($.count)", "[3]"),
        ("$.(count)", "[3]"),
        ("@.count", "[3]"),
        ("$.pets[?type = dog].age", "[3]"),
        ("$.words[?(@ = 'fig')]", #"["fig"]"#),
        ("$.list[?(@ > 4)]", "[5, 9]"),
        ("$.list[?@ > $.count]", "[5, 9]"),
        ("$.nested[?(@.id = 1)].id", "[1]"),
        ("$.pets[?(@.age > 5)].type.`len`", "[3, 3]"),
        ("$.pets[*].owner.*", #"["Ann", 2]"#),
        ("$..owner..name", #"["Ann"]"#),
        ("$..[?(@.id = 2)].id", "[2]"),
        ("$.yes[?(@ = 1)]", "[]"),
        ("$.pets[?age = 3.0].type", #"["dog"]"#),
        (#"$.pets[?age = "3"].type"#, "[]"),
        (#"$.pets[?type > "cow"].type"#, #"["dog"]"#),
        ("$.pets[?nothing = null].type", "[]"),
        ("$[?(@.id = 0)].id", "[0]"),
        ("$.count.`this`", "[3]"),
        ("$.list[/`this`]", "[[1, 3, 5, 9]]"),
        (#"$.matrix[\`this`][0]"#, "[[5, 6]]"),
    ]

    @Test("A path finds what it finds in Python", arguments: found)
    func finds(path: String, values: String) throws {
        let document = try GabbiValue.parsed(from: Array(Self.document.utf8))
        let found = try JSONPathParser.parse(path).values(in: document)
        #expect(GabbiValue.array(found).json == values)
    }

    @Test(
        "What is no path says where",
        arguments: [
            ("$.pets[", "the path ends too early"),
            ("$..", "the path ends too early"),
            ("$.a]", "']' is out of place"),
            ("$.`sum`", "there is no function `sum`"),
            ("$.'a", "the quotation that starts at column 3 has no end"),
            ("$.a#", "unexpected character '#' at column 4"),
        ]
    )
    func refuses(path: String, problem: String) {
        #expect(throws: JSONPathError(problem)) { try JSONPathParser.parse(path) }
    }

    @Test("What cannot be sorted is said")
    func cannotSort() throws {
        let document = try GabbiValue.parsed(from: Array(Self.document.utf8))
        #expect(throws: JSONPathError("`sorted` takes a list or a map")) {
            try JSONPathParser.parse("$.name.`sorted`").values(in: document)
        }
    }
}
