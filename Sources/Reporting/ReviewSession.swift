package import Moderation

/// Going through findings one after the other with keys: what each key does, without a terminal and without a store.
package struct ReviewSession: Sendable {
  /// A finding on its way through the session.
  package struct Item: Sendable {
    /// Of the file, for people.
    package var file: String
    package var row: ReportRow
    /// What was decided before it is shown, and then in this session.
    package var decision: ReviewDecision?

    package init(file: String, row: ReportRow) {
      (self.file, self.row, decision) = (file, row, row.review?.decision)
    }
  }

  /// What is to be done after a key.
  package enum Step: Hashable, Sendable {
    /// The finding is shown anew.
    case show
    /// A reason is asked for; `answer` takes it.
    case ask(ReviewState)
    /// A decision on the item with this index goes to the store; `decided` takes what came of it.
    case decide(Int, ReviewState, reason: String)
    /// The media of the item with this index is played where the finding is.
    case play(Int)
    /// The key means nothing here.
    case refuse(String)
    case end
  }

  package private(set) var items: [Item]
  package private(set) var index = 0
  /// Whether the words of the finding are shown; they are hidden again with the next one.
  package private(set) var isRevealed = false
  private var pending: ReviewState?
  /// What was decided in this session, with what held before.
  private var done: [(index: Int, before: ReviewDecision?)] = []
  private var isUndoing = false

  package init(_ items: [Item]) { self.items = items }

  package var current: Item? { items.indices.contains(index) ? items[index] : nil }
  package var decidedCount: Int { Set(done.map(\.index)).count }

  package static let help =
    "c confirm, d dismiss, e escalate, u take back, n next, p previous, r show the words, l listen, q quit"

  package mutating func press(_ key: Character) -> Step {
    guard current != nil else { return .end }
    switch key {
    case "c": return .decide(index, .confirmed, reason: "")
    case "d": return ask(.dismissed)
    case "e": return ask(.escalated)
    case "u": return undo()
    case "n", " ": return move(to: index + 1)
    case "p":
      guard index > 0 else { return .refuse("this is the first one") }
      return move(to: index - 1)
    case "r":
      isRevealed.toggle()
      return .show
    case "l": return .play(index)
    case "q": return .end
    default: return .refuse(Self.help)
    }
  }

  /// Takes the reason that was asked for. An empty one takes the decision back.
  package mutating func answer(_ reason: String) -> Step {
    guard let state = pending else { return .show }
    pending = nil
    guard !reason.allSatisfy(\.isWhitespace) else { return .refuse("nothing was decided: that takes a reason") }
    return .decide(index, state, reason: reason)
  }

  /// Takes what the store made of a decision, and goes on.
  package mutating func decided(_ decision: ReviewDecision, at index: Int) -> Step {
    guard items.indices.contains(index) else { return .end }
    let before = items[index].decision
    items[index].decision = decision.state == .new ? nil : decision
    if isUndoing {
      isUndoing = false
      return move(to: index)
    }
    done.append((index, before))
    return move(to: index + 1)
  }

  private mutating func ask(_ state: ReviewState) -> Step {
    pending = state
    return .ask(state)
  }

  private mutating func undo() -> Step {
    guard let last = done.popLast() else { return .refuse("nothing was decided yet") }
    isUndoing = true
    guard let before = last.before else { return .decide(last.index, .new, reason: "taken back") }
    // Whoever takes back is the one who decides now; whose decision holds again stands in the reason.
    let reason = "taken back: as \(before.by) decided \(ReportText.moment(before.time))"
    return .decide(
      last.index, before.state, reason: before.reason.isEmpty ? reason : "\(reason): \(before.reason)")
  }

  private mutating func move(to index: Int) -> Step {
    isRevealed = false
    self.index = index
    return current == nil ? .end : .show
  }
}
