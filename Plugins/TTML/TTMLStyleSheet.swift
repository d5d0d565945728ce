/// The styles that a document defines, by their names.
struct TTMLStyleSheet {
  private struct Definition {
    var style: TTMLStyle
    var references: [String]
  }

  /// No style needs a longer chain of styles that it is based on.
  private static let longestChain = 100

  /// What holds where nothing else is said.
  var initial = TTMLStyle()
  private var definitions: [String: Definition] = [:]
  private var resolved: [String: TTMLStyle] = [:]

  /// The first definition of a name counts.
  mutating func define(_ name: String, _ style: TTMLStyle, basedOn references: [String]) {
    guard definitions[name] == nil else { return }
    definitions[name] = Definition(style: style, references: references)
    resolved = [:]
  }

  /// What the styles say together: later ones prevail, each over those it is based on. Unknown names and circles of
  /// references say nothing.
  mutating func style(_ references: [String]) -> TTMLStyle {
    var open: Set<String> = []
    return style(references, open: &open)
  }

  private mutating func style(_ references: [String], open: inout Set<String>) -> TTMLStyle {
    var style = TTMLStyle()
    for name in references {
      if let known = resolved[name] {
        style = known.over(style)
        continue
      }
      guard let definition = definitions[name], open.count < Self.longestChain, open.insert(name).inserted else {
        continue
      }
      let own = definition.style.over(self.style(definition.references, open: &open))
      open.remove(name)
      resolved[name] = own
      style = own.over(style)
    }
    return style
  }
}
