internal import Foundation
internal import Library
internal import Moderation
internal import Reporting
internal import Timeline

/// `ReviewSession` at a terminal.
struct ReviewWalk {
  private var session: ReviewSession
  private let keyboard: Keyboard
  private let terminal = Terminal()
  private let play: (Int) async throws -> Void
  private let decide: (Int, ReviewState, String) throws -> [AuditEntry]

  /// - Parameters:
  ///   - play: plays the media of an item by its index, where the finding is.
  ///   - decide: takes a decision on an item by its index to the store.
  init(
    _ session: ReviewSession, keyboard: Keyboard, play: @escaping (Int) async throws -> Void,
    decide: @escaping (Int, ReviewState, String) throws -> [AuditEntry]
  ) {
    (self.session, self.keyboard, self.play, self.decide) = (session, keyboard, play, decide)
  }

  /// - Throws: what `decide` throws; what was decided before that is kept.
  mutating func run() async throws {
    try StandardOutput.write("\(ReviewSession.help)\n\n")
    var step = ReviewSession.Step.show
    while true {
      switch step {
      case .show:
        try StandardOutput.write(text)
        step = next()
      case .play(let index):
        do { try await play(index) } catch { try StandardOutput.write("\(error)\n") }
        step = next()
      case .refuse(let message):
        try StandardOutput.write("\(message)\n")
        step = next()
      case .ask(let state):
        try StandardOutput.write("\(state.rawValue): why? ")
        step = session.answer(keyboard.line() ?? "")
      case .decide(let index, let state, let reason):
        guard let entry = try decide(index, state, reason).first else { return }
        let word = state == .new ? "to be decided again" : state.rawValue
        try StandardOutput.write("\(terminal.coloured(word, .green))\n\n")
        step = session.decided(entry.decision, at: index)
      case .end:
        return try StandardOutput.write("\(ReportText.counted(session.decidedCount, "finding")) decided\n")
      }
    }
  }

  private mutating func next() -> ReviewSession.Step { keyboard.key().map { session.press($0) } ?? .end }

  private var text: String {
    guard let item = session.current else { return "" }
    let row = item.row
    var text = "\(session.index + 1) of \(session.items.count)  \(item.file)\n"
    text += "  \(ReportText.plain(row.category, limit: 60)), \(row.severity?.rawValue ?? "not rated"), "
    text += "score \(ReportText.score(row.score))"
    if let threshold = row.threshold { text += " (from \(ReportText.score(threshold)))" }
    text += "\n  \(ReportText.clock(row.range.start)) to \(ReportText.clock(row.range.end)), \(row.startCode)"
    if let speaker = row.speaker { text += ", \(ReportText.plain(speaker, limit: 60))" }
    text += "\n  found by \(ReportText.plain(row.source, limit: 120))"
    if let rule = row.rule { text += ", \(ReportText.plain(rule, limit: 120))" }
    text += "\n  \(words(of: row))\n"
    let decision = item.decision
    text += "  \(decision?.state.rawValue ?? ReviewState.new.rawValue)"
    if let decision {
      text += ", \(ReportText.plain(decision.by)), \(ReportText.moment(decision.time))"
      if !decision.reason.isEmpty { text += ": \(ReportText.plain(decision.reason, limit: 300))" }
    }
    return text + "\n"
  }

  private func words(of row: ReportRow) -> String {
    guard !(row.before + row.text + row.after).isEmpty else { return "nothing is said there" }
    guard session.isRevealed else { return "what is said is hidden; r shows it" }
    return ReportText.plain("\(row.before) [\(row.text)] \(row.after)", limit: 1000)
  }
}
