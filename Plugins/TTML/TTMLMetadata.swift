import Subtitles

/// What a document says about itself.
struct TTMLMetadata {
  /// An element of metadata whose text counts.
  enum Field: Equatable {
    case title, description, alternativeText
    /// The name of the agent that is being read; whole names come before others.
    case agentName(isWhole: Bool)
  }

  private(set) var title: String?
  private(set) var notes: [String] = []
  /// The names of elements that nothing is made of, each once.
  private(set) var others: [String] = []
  /// Documents have a dozen; what has more is not meant to be told.
  private static let mostOthers = 100
  private var names: [String: String] = [:]
  private var agent: (id: String, name: String?, isWhole: Bool)?

  mutating func startAgent(_ id: String?) { agent = id.map { ($0, nil, false) } }

  /// An agent without a name is called as its identifier says.
  mutating func endAgent() {
    if let agent, names[agent.id] == nil { names[agent.id] = agent.name ?? agent.id }
    agent = nil
  }

  /// - Parameter isOfDocument: whether the element stands in the head, not in some cue.
  mutating func finish(_ field: Field, _ text: String, isOfDocument: Bool) {
    let line = CueText.lines(of: text).joined(separator: " ")
    guard !line.isEmpty else { return }
    switch field {
    case .title: if isOfDocument { title = title ?? line }
    case .description: note(text)
    case .alternativeText: break
    case .agentName(let isWhole):
      guard let agent, agent.name == nil || isWhole && !agent.isWhole else { return }
      self.agent = (agent.id, line, isWhole)
    }
  }

  /// A remark, from an element or a comment.
  mutating func note(_ text: String) {
    let lines = CueText.lines(of: text)
    if !lines.isEmpty { notes.append(lines.joined(separator: "\n")) }
  }

  /// An element that nothing is made of. What a document conforms to is written anew.
  mutating func pass(over name: String) {
    guard name != "conformsToStandard", others.count < Self.mostOthers, !others.contains(name) else { return }
    others.append(name)
  }

  /// The names of the agents that `ttm:agent` refers to; nil where it refers to none that there is.
  func voice(_ references: String) -> String? {
    let found = references.split(separator: " ", maxSplits: 8).compactMap { names[String($0)] }
    return found.isEmpty ? nil : found.joined(separator: ", ")
  }
}
