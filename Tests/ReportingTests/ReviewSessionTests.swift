import Moderation
import Reporting
import Testing
import Timeline

@Suite struct ReviewSessionTests {
  private var session = ReviewSession(
    ModerationReport(Talk.input()).rows.map { ReviewSession.Item(file: "Harbour.mp4", row: $0) })

  private func decision(_ state: ReviewState, _ reason: String = "") -> ReviewDecision {
    ReviewDecision(state: state, by: "ada", time: 1, reason: reason)
  }

  @Test mutating func confirmingGoesOn() {
    #expect(session.press("c") == .decide(0, .confirmed, reason: ""))
    #expect(session.decided(decision(.confirmed), at: 0) == .show)
    #expect(session.index == 1 && session.decidedCount == 1 && session.items[0].decision?.state == .confirmed)
  }

  @Test(arguments: [("d" as Character, ReviewState.dismissed), ("e", .escalated)])
  mutating func dismissingAndEscalatingAskWhy(key: Character, state: ReviewState) {
    #expect(session.press(key) == .ask(state))
    guard case .refuse = session.answer("  ") else {
      Issue.record("an empty reason was taken")
      return
    }
    #expect(session.press(key) == .ask(state))
    #expect(session.answer("in jest") == .decide(0, state, reason: "in jest"))
  }

  @Test mutating func wordsAreHiddenAgainWithTheNext() {
    #expect(!session.isRevealed)
    #expect(session.press("r") == .show && session.isRevealed)
    #expect(session.press("n") == .show && !session.isRevealed)
    #expect(session.press("p") == .show && session.index == 0)
    guard case .refuse = session.press("p") else {
      Issue.record("there is nothing before the first")
      return
    }
  }

  @Test mutating func takingBackRestoresWhatWasBefore() {
    // The third was dismissed before the session.
    _ = session.press("n")
    _ = session.press("n")
    #expect(session.press("c") == .decide(2, .confirmed, reason: ""))
    _ = session.decided(decision(.confirmed), at: 2)
    #expect(session.index == 3)
    #expect(
      session.press("u")
        == .decide(
          2, .dismissed, reason: "taken back: as ada@studio decided 2026-09-21T14:13:20Z: said in jest"))
    #expect(session.decided(decision(.dismissed, "said in jest"), at: 2) == .show)
    #expect(session.index == 2 && session.decidedCount == 0)
    _ = session.press("p")
    #expect(session.press("c") == .decide(1, .confirmed, reason: ""))
    _ = session.decided(decision(.confirmed), at: 1)
    #expect(session.press("u") == .decide(1, .new, reason: "taken back"))
    #expect(session.decided(decision(.new, "taken back"), at: 1) == .show && session.items[1].decision == nil)
    guard case .refuse = session.press("u") else {
      Issue.record("there is nothing left to take back")
      return
    }
  }

  @Test mutating func endsAfterTheLastAndOnRequest() {
    #expect(session.press("q") == .end)
    for _ in 0..<3 { _ = session.press("n") }
    #expect(session.press("n") == .end && session.current == nil && session.press("c") == .end)
    var empty = ReviewSession([])
    #expect(empty.press("c") == .end)
  }
}
