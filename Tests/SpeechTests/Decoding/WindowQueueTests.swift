import Speech
import Synchronization
import Testing
import Transcript

@Suite(.timeLimit(.minutes(1)))
struct WindowQueueTests {
  /// Windows of a second, as many as wanted, all of which vote.
  private func queue(_ count: Int, workers: Int, report: @escaping @Sendable (Double) -> Void = { _ in }) -> WindowQueue
  {
    let windows = SpeechWindow.pack((0..<count).map { $0 * 2..<$0 * 2 + 1 }, capacity: 1)
    return WindowQueue(
      plan: WindowPlan(windows: windows, votes: count, workers: workers), language: nil, report: report
    )
  }

  /// Numbers whose sum depends on their order.
  private static let shares: [[LanguageVote.Ballot]] = (0..<4).map { share in
    (0..<2).map { window in
      let probability = 0.1 + 0.17 * Double(share) / Double(window + 3)
      return LanguageVote.Ballot(
        languages: [("en", probability), ("de", 1 - probability)], weight: 0.1 + 0.7 * Double(share + window))
    }
  }

  @Test(arguments: [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]])
  func `the vote does not depend on who is done first`(order: [Int]) async {
    let queue = queue(8, workers: 4)
    for share in order {
      #expect(await queue.vote.isEmpty)
      await queue.contribute(Self.shares[share], of: share)
    }
    let ballots = Self.shares.flatMap { $0 }
    let expected = LanguageVote.count(ballots.map(\.languages), weights: ballots.map(\.weight))
    #expect(await queue.vote == expected)
    #expect(await queue.language() == expected.first?.language)
  }

  @Test func `shares and windows are handed out once, in order`() async {
    let windows = SpeechWindow.pack((0..<10).map { $0 * 2..<$0 * 2 + 1 }, capacity: 1)
    let queue = WindowQueue(
      plan: WindowPlan(windows: windows, votes: 4, workers: 2), language: nil, report: { _ in })
    var voting: [SpeechWindow] = []
    for number in 0..<2 {
      let ballot = await queue.ballot()
      #expect(ballot?.number == number)
      voting += ballot?.windows ?? []
    }
    #expect(await queue.ballot() == nil)
    var rest: [SpeechWindow] = []
    while let window = await queue.window() { rest.append(window) }
    #expect(voting.count == 4 && rest.count == 6)
    #expect(Set(voting + rest) == Set(windows))
  }

  @Test func `a vote that is abandoned releases all who wait, and those who come later`() async {
    let queue = queue(8, workers: 4)
    let waiters = (0..<5).map { _ in Task { await queue.language() } }
    await queue.contribute(Self.shares[0], of: 0)
    // Long enough for them to wait; right either way.
    try? await Task.sleep(for: .milliseconds(20))
    await queue.abandonVote()
    for waiter in waiters { #expect(await waiter.value == nil) }
    for share in 1..<4 { await queue.contribute(Self.shares[share], of: share) }
    #expect(await queue.vote.isEmpty)
    #expect(await queue.language() == nil)
  }

  @Test func `a vote that is decided stands`() async {
    let queue = queue(8, workers: 4)
    let waiters = (0..<5).map { _ in Task { await queue.language() } }
    for share in 0..<4 { await queue.contribute(Self.shares[share], of: share) }
    await queue.abandonVote()
    for waiter in waiters { #expect(await waiter.value == "de") }
    #expect(await queue.language() == "de")
  }

  @Test func `a model without languages speaks English`() async {
    let queue = queue(1, workers: 1)
    await queue.contribute([LanguageVote.Ballot(languages: [], weight: 1)], of: 0)
    #expect(await queue.vote == [LanguageScore("en", score: 1)])
  }

  @Test func `a language that was said needs no vote`() async {
    let windows = SpeechWindow.pack([0..<1, 2..<3], capacity: 1)
    let queue = WindowQueue(
      plan: WindowPlan(windows: windows, votes: 0, workers: 2), language: "de", report: { _ in })
    #expect(await queue.ballot() == nil)
    #expect(await queue.language() == "de")
  }

  @Test func `progress is the share of windows that are done`() async {
    let seen = Mutex<[Double]>([])
    let queue = queue(4, workers: 2) { share in seen.withLock { $0.append(share) } }
    for count in [1, 2, 1] { await queue.finished(count) }
    #expect(seen.withLock { $0 } == [0.25, 0.75, 1])
  }
}
