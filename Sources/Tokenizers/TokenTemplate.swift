/// What stands before and after every text.
struct TokenTemplate {
  var before: [Int] = []
  var after: [Int] = []

  init(_ value: Any?) throws {
    guard let fields = value as? Fields else { return }
    switch fields.text("type") {
    case "ByteLevel": break
    case "Sequence":
      for part in fields.parts("processors") {
        let template = try TokenTemplate(part)
        before += template.before
        after += template.after
      }
    case "BertProcessing", "RobertaProcessing":
      before = [try Self.number(fields["cls"])]
      after = [try Self.number(fields["sep"])]
    case "TemplateProcessing": try read(fields)
    case let other: throw TokenizerError("the frame of texts “\(other ?? "")” is unknown")
    }
  }

  /// `["[CLS]", 101]`
  private static func number(_ value: Any?) throws -> Int {
    guard let pair = value as? [Any], pair.count == 2, let id = pair[1] as? Int else {
      throw TokenizerError("a token that frames texts has no number")
    }
    return id
  }

  private mutating func read(_ fields: Fields) throws {
    let tokens = fields["special_tokens"] as? Fields ?? Fields()
    var isAfter = false
    for part in fields.parts("single") {
      guard let part = part as? Fields else { continue }
      if part["Sequence"] != nil {
        isAfter = true
        continue
      }
      guard let name = (part["SpecialToken"] as? Fields)?.text("id"),
        let ids = (tokens[name] as? Fields)?["ids"] as? [Int]
      else { throw TokenizerError("a token that frames texts has no number") }
      if isAfter { after += ids } else { before += ids }
    }
  }
}
