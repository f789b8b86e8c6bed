import Foundation
import HeatTemplates
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("Drawings of stacks")
struct StackDrawingTests {
    private static let template = """
        heat_template_version: 2018-08-31
        description: A <small> application & more
        resources:
          net: {type: OS::Neutron::Net}
          subnet: {type: OS::Neutron::Subnet, properties: {network: {get_resource: net}}}
          server_with_a_name_that_nobody_would_read_to_its_end:
            type: OS::Nova::Server
            properties: {flavor: m1, networks: [{network: {get_resource: net}}]}
            depends_on: subnet
        """

    @Test("a drawing is XML, has a title and a description, and every resource and line")
    func drawing() throws {
        let svg = StackDrawing(try #require(madeStack(Self.template)), title: "Web & <more>").svg
        let document = try XMLDocument(xmlString: svg)
        let root = try #require(document.rootElement())
        #expect(root.name == "svg")
        #expect(svg.contains(#"role="img" aria-labelledby="title description""#))
        #expect(root.elements(forName: "title").first?.stringValue == "Web & <more>")
        let description = root.elements(forName: "desc").first?.stringValue ?? ""
        #expect(description.hasPrefix("3 resources, made in 3 steps. The longest chain of dependencies: net, then"))
        #expect(description.hasSuffix("A <small> application & more"))
        #expect(root.elements(forName: "g").count == 3)
        #expect(root.elements(forName: "path").count == 3)
        #expect(svg.contains("prefers-color-scheme: dark"))
    }

    @Test("texts stay in their boxes, boxes in the picture, and boxes apart")
    func layout() throws {
        var text = "heat_template_version: 2018-08-31\nresources:\n"
        for number in 0..<40 {
            let before = number < 8 ? "" : ", depends_on: [r\(number - 8), r\(number / 3)]"
            text += "  r\(number): {type: OS::Heat::RandomString\(before)}\n"
        }
        let svg = StackDrawing(try #require(madeStack(text))).svg
        let root = try #require(try XMLDocument(xmlString: svg).rootElement())
        func number(_ element: XMLElement, _ name: String) -> Double {
            element.attribute(forName: name)?.stringValue.flatMap(Double.init) ?? -1
        }
        let boxes = root.elements(forName: "g").compactMap { $0.elements(forName: "rect").first }
        #expect(boxes.count == 40)
        for (index, box) in boxes.enumerated() {
            #expect(number(box, "x") + number(box, "width") <= number(root, "width"))
            #expect(number(box, "y") + number(box, "height") <= number(root, "height"))
            for other in boxes[(index + 1)...] where number(other, "x") == number(box, "x") {
                #expect(abs(number(other, "y") - number(box, "y")) >= number(box, "height"))
            }
        }
    }

    @Test("an empty template has a drawing too")
    func empty() throws {
        let svg = StackDrawing(try #require(madeStack("heat_template_version: 2018-08-31"))).svg
        #expect(try XMLDocument(xmlString: svg).rootElement()?.name == "svg")
    }
}
