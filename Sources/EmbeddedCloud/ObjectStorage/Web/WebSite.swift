/// How a container wants to be shown as a web site, by its metadata.
struct WebSite: Sendable {
    /// The name of the page that stands for a folder; empty for none.
    var index: String
    /// What the names of error pages end with, after the status.
    var error: String
    var listings: String
    var styleSheet: String
    var label: String
    var folderType: String

    init(_ container: ObjectContainerRow?) {
        func value(_ name: String) -> String {
            var text = (container?.headers["X-Container-Meta-Web-" + name] ?? "")[...]
            while text.first == " " { text.removeFirst() }
            while text.last == " " { text.removeLast() }
            return String(text)
        }
        index = value("Index")
        error = value("Error")
        listings = value("Listings")
        styleSheet = value("Listings-Css")
        label = value("Listings-Label")
        folderType = value("Directory-Type")
        if folderType.isEmpty { folderType = "application/directory" }
    }

    var isSite: Bool { !index.isEmpty || !listings.isEmpty }

    /// The page for a folder that is not to be listed.
    func disabledPage(path: String, prefix: String) -> String {
        var page = "<!DOCTYPE html>\n<html>\n<head>\n<title>Listing of \(Markup.escaped(title(path)))</title>\n"
        page +=
            styleSheet.isEmpty
            ? "  <style type=\"text/css\">\n   h1 {font-size: 1em; font-weight: bold;}\n   p {font-size: 2}\n  </style>\n"
            : "  <link rel=\"stylesheet\" type=\"text/css\" href=\"\(styleSheetPath(prefix))\" />\n"
        page += "</head>\n<body>  <h1>Web Listing Disabled</h1>"
        page += "   <p>The owner of this web site has disabled web listing."
        page += "   <p>If you are the owner of this web site, you can enable"
        page += "   web listing by setting X-Container-Meta-Web-Listings.</p>"
        if !index.isEmpty {
            page += "<h1>Index File Not Found</h1> <p>The owner of this web site has set "
            page +=
                " <b>X-Container-Meta-Web-Index: \(Markup.escaped(index))</b>.  However, this file is not found.</p>"
        }
        return page + " </body>\n</html>\n"
    }

    private func title(_ path: String) -> String {
        guard !label.isEmpty else { return path }
        return label + "/"
            + path.split(separator: "/", omittingEmptySubsequences: false).dropFirst(4).joined(separator: "/")
    }

    private func styleSheetPath(_ prefix: String) -> String {
        if ["/", "http://", "https://"].contains(where: styleSheet.hasPrefix) {
            return PercentCoding.encodePath(styleSheet, keeping: ":/")
        }
        return String(repeating: "../", count: prefix.count { $0 == "/" }) + PercentCoding.encodePath(styleSheet)
    }

    /// The page that lists a folder.
    ///
    /// Links carry the query on, so that a temporary URL opens them too, and lead no further up than the root.
    func listingPage(
        _ entries: [ListingQuery.Entry<ObjectRow>],
        path: String,
        prefix: String,
        query: String,
        root: String
    ) -> String {
        let title = Markup.escaped(title(path))
        var page = "<!DOCTYPE html>\n<html>\n <head>\n  <title>Listing of \(title)</title>\n"
        page +=
            styleSheet.isEmpty
            ? """
              <style type="text/css">
               h1 {font-size: 1em; font-weight: bold;}
               th {text-align: left; padding: 0px 1em 0px 1em;}
               td {padding: 0px 1em 0px 1em;}
               a {text-decoration: none;}
              </style>

            """ : "  <link rel=\"stylesheet\" type=\"text/css\" href=\"\(styleSheetPath(prefix))\" />\n"
        page += """
             </head>
             <body>
              <h1 id="title">Listing of \(title)</h1>
              <table id="listing">
               <tr id="heading">
                <th class="colname">Name</th>
                <th class="colsize">Size</th>
                <th class="coldate">Date</th>
               </tr>

            """
        if prefix.utf8.count > root.utf8.count {
            page += Self.row("<tr id=\"parent\" class=\"item\">", "../" + query, "../", "&nbsp;", "&nbsp;")
        }
        for case .folder(let name) in entries {
            let inner = Self.name(name, after: prefix)
            let link = PercentCoding.encodePath(inner) + query
            page += Self.row("<tr class=\"item subdir\">", link, Markup.escaped(inner), "&nbsp;", "&nbsp;")
        }
        for case .row(let row) in entries {
            let inner = Self.name(row.name, after: prefix)
            let classes = row.contentType.split(separator: "/").map { "type-" + Markup.escaped($0.lowercased()) }
            page += Self.row(
                "<tr class=\"item \(classes.joined(separator: " "))\">",
                PercentCoding.encodePath(inner) + query,
                Markup.escaped(inner),
                Self.readable(row.listedSize),
                String(row.timestamp.seconds.dropLast()).replacing("T", with: " ")
            )
        }
        return page + "  </table>\n </body>\n</html>\n"
    }

    private static func name(_ name: String, after prefix: String) -> String {
        String(decoding: name.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    }

    private static func row(_ tag: String, _ link: String, _ name: String, _ size: String, _ date: String) -> String {
        """
           \(tag)
            <td class="colname"><a href="\(link)">\(name)</a></td>
            <td class="colsize">\(size)</td>
            <td class="coldate">\(date)</td>
           </tr>

        """
    }

    /// `1Mi` for 1048576.
    private static func readable(_ size: Int) -> String {
        var value = size
        var unit = ""
        for next in ["K", "M", "G", "T", "P", "E"] where value >= 1024 {
            value = (value + 512) / 1024
            unit = next + "i"
        }
        return "\(value)\(unit)"
    }
}
