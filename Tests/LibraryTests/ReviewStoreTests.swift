import Foundation
import Library
import Moderation
import SystemPackage
import TestSupport
import Testing
import Timeline

@Suite struct ReviewStoreTests {
  private let folder: TemporaryFolder
  private let store: ReviewStore
  private let media = Fingerprint(stored: "100-2-aa")

  init() throws {
    folder = try TemporaryFolder()
    store = ReviewStore(path: folder.path.appending("review.sqlite"))
  }

  private func subject(
    _ text: String = "egg", category: String = "insult", start: Int64 = 1000, end: Int64 = 1400,
    media: Fingerprint = Fingerprint(stored: "100-2-aa")
  ) -> ReviewSubject {
    let range = TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end))
    return ReviewSubject(media: media, category: category, range: range, text: text)
  }

  private func draft(
    _ subject: ReviewSubject, _ state: ReviewState, reason: String = "", time: Int64 = 5, media: Fingerprint? = nil
  ) -> ReviewStore.Draft {
    ReviewStore.Draft(
      media: media ?? self.media, mediaName: "Film.mkv", subject: subject,
      decision: ReviewDecision(state: state, by: "ada", time: time, reason: reason))
  }

  private func sqlite(_ statements: String...) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    let script = """
      import sqlite3, sys
      try:
          with sqlite3.connect(sys.argv[1]) as database:
              for statement in sys.argv[2:]:
                  print(database.execute(statement).fetchall())
      except sqlite3.Error as error:
          print(error)
          sys.exit(1)
      """
    process.arguments = ["python3", "-c", script, store.path.string] + statements
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }

  @Test func nothingIsMadeUntilSomebodyDecides() throws {
    #expect(try store.entries().isEmpty)
    #expect(try store.decisions(on: media).isEmpty && store.decisions(on: media).digest.isEmpty)
    #expect(FileStatus.at(store.path) == nil)
  }

  @Test func theLastDecisionHoldsAndAllStay() throws {
    let egg = subject()
    try store.add([draft(egg, .escalated, reason: "not sure", time: 1)])
    try store.add([draft(egg, .dismissed, reason: "it is a bird’s", time: 2)])
    let review = try #require(try store.decisions(on: media).reviews(of: [egg]).first)
    #expect(review.identity == egg.identity && review.state == .dismissed)
    #expect(review.decision == ReviewDecision(state: .dismissed, by: "ada", time: 2, reason: "it is a bird’s"))
    #expect(try store.entries().map(\.decision.state) == [.escalated, .dismissed])
    #expect(try store.entries().map(\.number) == [1, 2])
    try store.add([draft(egg, .new, reason: "taken back", time: 3)])
    #expect(try store.decisions(on: media).reviews(of: [egg]).first?.decision == nil)
    #expect(try store.entries().count == 3)
  }

  @Test func anotherProgramSeesTheSame() throws {
    try store.add([draft(subject(), .confirmed)])
    let other = ReviewStore(path: store.path)
    try other.add([draft(subject("pudding", start: 9000, end: 9400), .dismissed, reason: "sweet")])
    #expect(try store.entries() == other.entries())
    #expect(AuditTrail.problems(of: try store.entries()).isEmpty)
  }

  @Test func decisionsDoNotReachOtherContents() throws {
    let egg = subject()
    try store.add([draft(egg, .dismissed, reason: "no")])
    let other = Fingerprint(stored: "100-2-bb")
    let same = subject(media: other)
    #expect(same.identity != egg.identity)
    #expect(try store.decisions(on: other).reviews(of: [same]).first?.state == .new)
  }

  @Test func theSameIsRecognised() {
    let egg = subject("rotten egg,")
    #expect(subject("Rotten  EGG!") == egg)
    #expect(subject("rotten égg") == egg)
    #expect(subject("rotten leg") != egg)
    #expect(subject("rotten egg,", category: "profanity").identity != egg.identity)
    #expect(subject("rotten egg,", start: 1001).identity != egg.identity)
    #expect(egg.identity.rawValue.count == 32 && egg.identity.rawValue.allSatisfy(\.isHexDigit))
  }

  @Test func decisionsAreAboutTheWordsThatWereHeard() throws {
    let (egg, leg) = (subject("egg"), subject("leg"))
    // Ids are shown: what is said is no part of them.
    #expect(egg.identity == leg.identity)
    try store.add([draft(egg, .dismissed, reason: "no")])
    #expect(try store.decisions(on: media).reviews(of: [leg]).map(\.state) == [.new])
    try store.add([draft(leg, .confirmed)])
    let decisions = try store.decisions(on: media)
    #expect(decisions.reviews(of: [egg]).map(\.state) == [.dismissed])
    #expect(decisions.reviews(of: [leg]).map(\.state) == [.confirmed])
  }

  /// Whoever tries all words without the key of the store finds none.
  @Test func wordsInTheTrailCannotBeGuessed() throws {
    let other = ReviewStore(path: folder.path.appending("other.sqlite"))
    let third = Fingerprint(stored: "100-2-cc")
    for store in [store, other] {
      try store.add([
        draft(subject(), .confirmed), draft(subject(start: 9000, end: 9400), .confirmed),
        draft(subject(media: third), .confirmed, media: third),
      ])
    }
    let words = try (store.entries() + other.entries()).map(\.words)
    #expect(words.allSatisfy { $0.count == 32 && $0.allSatisfy(\.isHexDigit) })
    #expect(words[0] == words[1] && words[3] == words[4])
    #expect(Set(words).count == 4)
    let plain = ContentDigest(of: Data("\(media)\negg".utf8)).description
    #expect(!words.contains { plain.hasPrefix($0) })
    // It stays the same in the store.
    try ReviewStore(path: store.path).add([draft(subject(), .dismissed, reason: "no")])
    #expect(try store.entries().last?.words == words[0])
  }

  /// Another version of a recogniser places words a little elsewhere.
  @Test func decisionsFollowWordsThatMoved() throws {
    let egg = subject()
    try store.add([draft(egg, .dismissed, reason: "no")])
    let decisions = try store.decisions(on: media)
    let (moved, elsewhere) = (subject(start: 1050, end: 1480), subject(start: 60_000, end: 60_400))
    let other = subject("leg", start: 1050, end: 1480)
    #expect(decisions.reviews(of: [moved, elsewhere, other]).map(\.state) == [.dismissed, .new, .new])
    // It belongs to the finding that is still there.
    #expect(decisions.reviews(of: [egg, moved]).map(\.state) == [.dismissed, .new])
    #expect(decisions.reviews(of: [moved]).first?.identity == moved.identity)
  }

  @Test(arguments: [
    "UPDATE audit SET state = 'confirmed'", "DELETE FROM audit", "DELETE FROM audit WHERE number = 1",
    "INSERT INTO audit SELECT number + 5, media, mediaName, finding, category, start, \"end\", words, state, \"by\", time, reason, digest FROM audit",
  ])
  func entriesAreOnlyAdded(statement: String) throws {
    try store.add([draft(subject(), .dismissed, reason: "no")])
    let outcome = try sqlite(statement)
    #expect(outcome.status == 1 && outcome.output.contains("audit trail"), "\(outcome.output)")
    #expect(try store.entries().map(\.decision.state) == [.dismissed])
  }

  @Test func whatWasTamperedWithShows() throws {
    for number in 1...4 {
      try store.add([
        draft(subject(start: Int64(number) * 1000, end: Int64(number) * 1000 + 400), .dismissed, reason: "\(number)")
      ])
    }
    #expect(AuditTrail.problems(of: try store.entries()).isEmpty)
    for trigger in ["auditStays", "auditKeeps"] { #expect(try sqlite("DROP TRIGGER \(trigger)").status == 0) }
    #expect(try sqlite("UPDATE audit SET reason = 'because' WHERE number = 2").status == 0)
    #expect(
      AuditTrail.problems(of: try store.entries()) == ["entry 2 is not as it was written, or the one before it is not"])
    #expect(try sqlite("UPDATE audit SET reason = '2' WHERE number = 2").status == 0)
    #expect(AuditTrail.problems(of: try store.entries()).isEmpty)
    #expect(try sqlite("DELETE FROM audit WHERE number = 2").status == 0)
    #expect(
      AuditTrail.problems(of: try store.entries()) == ["entry 2 is missing, the next one has the number 3"])
  }

  @Test func fieldsCannotBeMovedIntoEachOther() {
    func entry(by: String, reason: String) -> AuditEntry {
      AuditEntry(
        number: 1, media: "m", mediaName: "n", finding: FindingIdentity(rawValue: "f"), category: "c", start: 0, end: 1,
        words: "w", decision: ReviewDecision(state: .new, by: by, time: 0, reason: reason), digest: "")
    }
    #expect(
      AuditTrail.digest(of: entry(by: "a1", reason: "b"), after: "")
        != AuditTrail.digest(of: entry(by: "a", reason: "1b"), after: ""))
    #expect(
      AuditTrail.digest(of: entry(by: "a", reason: "b"), after: "x")
        != AuditTrail.digest(of: entry(by: "a", reason: "b"), after: ""))
  }

  @Test func aDamagedStoreIsNotBegunAnew() throws {
    try folder.write(
      "this is no database, it only takes its place and is long enough to be looked at", to: "review.sqlite")
    #expect {
      try store.add([draft(subject(), .confirmed)])
    } throws: { error in
      guard let error = error as? LibraryError else { return false }
      return error.code == .state && error.message.contains("backup")
    }
    #expect(try Data(readingFile: store.path).starts(with: Data("this is no".utf8)))
  }

  @Test(arguments: [
    "UPDATE audit SET number = 'x'", "UPDATE audit SET number = NULL", "UPDATE audit SET number = 9223372036854775807",
    "UPDATE audit SET start = x'ff'", "UPDATE audit SET start = 1e300",
    "UPDATE audit SET \"end\" = -9223372036854775808", "UPDATE audit SET words = NULL",
    "UPDATE audit SET reason = x'fffe'", "UPDATE audit SET time = 'now'", "UPDATE audit SET digest = NULL",
    "UPDATE audit SET state = 1.5e3, finding = x''", "ALTER TABLE audit DROP COLUMN reason", "DROP TABLE audit",
    "DROP TABLE secret", "DELETE FROM secret", "UPDATE secret SET key = x'00'",
    "UPDATE grdb_migrations SET identifier = x'ff'", "DROP TABLE grdb_migrations",
  ])
  func whatSomebodyDamagedIsTold(statement: String) throws {
    try store.add([draft(subject(), .confirmed)])
    let outcome = try sqlite(
      "DROP TRIGGER auditStays", "DROP TRIGGER auditKeeps", "DROP TRIGGER auditGrows",
      "CREATE TABLE loose AS SELECT * FROM audit", "DROP TABLE audit", "ALTER TABLE loose RENAME TO audit", statement)
    #expect(outcome.status == 0, "\(outcome.output)")
    let damaged = ReviewStore(path: store.path)
    #expect {
      try damaged.add([draft(subject(), .dismissed, reason: "no")])
    } throws: { error in
      guard let error = error as? LibraryError else { return false }
      return error.code == .state && error.message.contains("reviews")
    }
    // Those that need not see the damage may not see it, but nothing ends the program.
    _ = try? AuditTrail.problems(of: damaged.entries())
    _ = try? damaged.decisions(on: media).reviews(of: [subject(), subject(start: 1050)])
  }

  @Test func columnsTakeWhatTheyAreFor() throws {
    try store.add([draft(subject(), .confirmed)])
    #expect(try sqlite("DROP TRIGGER auditStays").status == 0)
    for change in ["start = 'soon'", "reason = x'00'", "time = 1.5", "words = NULL"] {
      #expect(try sqlite("UPDATE audit SET \(change)").status == 1)
    }
  }

  @Test func manyAddAtOnce() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...12 {
        group.addTask {
          let own = ReviewStore(path: store.path)
          try own.add([draft(subject(start: Int64(number) * 1000, end: Int64(number) * 1000 + 400), .confirmed)])
        }
      }
      try await group.waitForAll()
    }
    let entries = try store.entries()
    #expect(entries.count == 12 && AuditTrail.problems(of: entries).isEmpty)
  }

  @Test func theDigestOfDecisionsChangesWithEach() throws {
    var digests: Set<String> = [try store.decisions(on: media).digest]
    for state in [ReviewState.confirmed, .dismissed, .new] {
      try store.add([draft(subject(), state)])
      digests.insert(try store.decisions(on: media).digest)
    }
    #expect(digests.count == 4)
  }
}
