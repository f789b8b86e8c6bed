/// What the standard library's `filter` and `flatMap` do, for functions whose errors have a type.
extension Sequence {
    func including<Failure: Error>(_ isIncluded: (Element) throws(Failure) -> Bool) throws(Failure) -> [Element] {
        var included: [Element] = []
        for element in self where try isIncluded(element) { included.append(element) }
        return included
    }

    func expanding<Result, Failure: Error>(
        _ expand: (Element) throws(Failure) -> [Result]
    ) throws(Failure) -> [Result] {
        var results: [Result] = []
        for element in self { results += try expand(element) }
        return results
    }
}
