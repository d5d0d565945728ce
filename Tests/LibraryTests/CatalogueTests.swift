import Foundation
import Library
import SystemPackage
import TestSupport
import Testing

@Suite struct CatalogueTests {
  let folder: TemporaryFolder
  let catalogue: Catalogue

  init() throws {
    folder = try TemporaryFolder()
    catalogue = try Catalogue(path: folder.path.appending("library.sqlite"))
  }

  private func fingerprint(_ path: FilePath) throws -> Fingerprint {
    try catalogue.fingerprint(of: path, identity: FileIdentity(of: path))
  }

  @Test func readsAFileAgainOnlyWhenItChanged() throws {
    let path = try folder.write("one", to: "film.mp4")
    let identity = try FileIdentity(of: path)
    let first = try catalogue.fingerprint(of: path, identity: identity)
    // Had the file been read, the other contents would show.
    try folder.write("two", to: "film.mp4")
    #expect(try catalogue.fingerprint(of: path, identity: identity) == first)
    #expect(try fingerprint(path) != first)
  }

  @Test func remembersDeliverablesWithNamesOfAnyBytes() throws {
    let path = FilePath(bytes: Array("/m/".utf8) + [0xFF, 0x0A])
    let media = try folder.write("film", to: "film.mp4")
    let recipe = Recipe(media: try fingerprint(media), stage: "s", plugin: "p", configuration: "", inputs: [])
    let deliverable = Deliverable(path: path, media: path, digest: ContentDigest(of: Data()), key: recipe.key)
    #expect(try catalogue.deliverable(at: path) == nil)
    try catalogue.record(deliverable)
    #expect(try catalogue.deliverable(at: path) == deliverable)
    try catalogue.record(recipe, for: path)
    #expect(try catalogue.recipe(of: "s", for: path) == recipe)
  }

  @Test func knowsWhoseTheShortNamesAre() throws {
    let media = try folder.write("film", to: "x")
    let key = Recipe(media: try fingerprint(media), stage: "s", plugin: "p", configuration: "", inputs: []).key
    func record(_ path: FilePath, for media: FilePath) throws {
      try catalogue.record(Deliverable(path: path, media: media, digest: ContentDigest(of: Data()), key: key))
    }
    try record("/m/Film.mkv.en.srt", for: "/m/Film.mkv")
    try record("/m/Film.en.srt", for: "/m/Film.mp4")
    #expect(catalogue.owners(ofNamesLike: "/m/Film") == ["/m/Film.mp4"])
    #expect(catalogue.owners(ofNamesLike: "/m/Fil").isEmpty)
  }

  /// Columns with what no surtitle writes: an error, and no end of the program.
  @Test(arguments: [
    "UPDATE media SET size = 'many', fingerprint = x'00ff', folder = 7", "UPDATE media SET inode = NULL, volume = 'x'",
    "UPDATE deliverable SET key = x'ff', media = 3", "UPDATE deliverable SET size = 1.5",
    "UPDATE job SET tries = 9223372036854775807", "UPDATE job SET due = 9e999, updated = 'then'",
    "UPDATE verdict SET size = 'x', evidence = 3", "UPDATE stage SET recipe = 7, key = x'ff'",
    "UPDATE probe SET info = x'ff', modified = 'x'",
  ]) func damagedRowsAreToldOrPassedOver(statement: String) throws {
    let path = try folder.write("one", to: "film.mp4")
    let identity = try FileIdentity(of: path)
    let fingerprint = try fingerprint(path)
    let recipe = Recipe(media: fingerprint, stage: "s", plugin: "p", configuration: "", inputs: [])
    try catalogue.record(recipe, for: path)
    try catalogue.record(Deliverable(path: path, media: path, digest: ContentDigest(of: Data()), key: recipe.key))
    try catalogue.record([Job(path: path, state: .failed, updated: 1)])
    try catalogue.record(Verdict(.upToDate, media: identity, evidence: []), on: path, target: "t")
    try catalogue.record(info: Data("{}".utf8), of: path, identity: identity)
    let script = """
      import sqlite3, sys
      with sqlite3.connect(sys.argv[1]) as database:
          database.execute("PRAGMA ignore_check_constraints = 1")
          database.execute("PRAGMA writable_schema = 1")
          table = sys.argv[2].split()[1]
          database.execute("UPDATE sqlite_schema SET sql = replace(sql, 'NOT NULL', '') WHERE name = ?", [table])
      with sqlite3.connect(sys.argv[1]) as database:
          database.execute(sys.argv[2])
      """
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, folder.path.appending("library.sqlite").string, statement]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let other = try Catalogue(path: folder.path.appending("library.sqlite"))
    var faults = 0
    func read(_ body: () throws -> Void) {
      do { try body() } catch {
        faults += 1
        #expect("\(error)".contains("is damaged") || "\(error)".contains("could not decode"), "\(error)")
      }
    }
    read { _ = try other.mediaPaths() }
    read { _ = try other.fingerprint(of: path, identity: identity) }
    read { _ = try other.formerPath(of: "/elsewhere.mp4", fingerprint: fingerprint) }
    read { _ = try other.deliverable(at: path) }
    read { _ = try other.deliverables(of: path) }
    read { _ = try other.jobs() }
    read { _ = try other.verdicts(in: folder.path, target: "t") }
    read { _ = try other.info(of: path, identity: identity) }
    read { _ = try other.recipe(of: "s", for: path) }
    read { _ = try other.recipes(of: "s") }
    read { _ = try other.identity(of: path) }
    read { _ = try other.keysInUse() }
    read { _ = try other.noteGoneMedia(now: 10, since: 5) }
    _ = other.owners(ofNamesLike: folder.path.appending("film"))
    #expect(faults > 0)
  }

  @Test func canBeOpenedTwice() throws {
    let path = try folder.write("one", to: "film.mp4")
    let other = try Catalogue(path: folder.path.appending("library.sqlite"))
    #expect(try fingerprint(path) == other.fingerprint(of: path, identity: FileIdentity(of: path)))
  }

  /// Several programs that are started at once on a new state directory.
  @Test func canBeMadeByManyAtOnce() async throws {
    for round in 1...10 {
      let path = folder.path.appending("new-\(round).sqlite")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 1...4 { group.addTask { _ = try Catalogue(path: path).jobs() } }
        try await group.waitForAll()
      }
    }
  }

  /// A layer may have been stored for another file, or before the catalogue was begun anew.
  @Test func whatResultsAreMadeFromIsInUse() throws {
    let path = try folder.write("media", to: "film.mp4")
    let media = try fingerprint(path)
    let transcript = Recipe(media: media, stage: "recognise", plugin: "p", configuration: "", inputs: []).key
    let result = Recipe(media: media, stage: "subrip", plugin: "p", configuration: "", inputs: [transcript])
    try catalogue.record(result, for: path)
    #expect(try catalogue.keysInUse() == [result.key, transcript])
  }

  @Test func putsADamagedDatabaseAside() throws {
    let text = String(repeating: "this is not SQLite ", count: 100)
    let path = try folder.write(text, to: "broken.sqlite")
    let fresh = try Catalogue(path: path)
    #expect(fresh.replaced == folder.path.appending("broken.sqlite.damaged-1"))
    #expect(try String(decoding: Data(readingFile: #require(fresh.replaced)), as: UTF8.self) == text)
    #expect(try fresh.jobs().isEmpty)
    #expect(try Catalogue(path: path).replaced == nil)
  }

  /// Written over in the middle, where opening it reads nothing.
  @Test func beginsAnewAfterDamageThatShowedInUse() throws {
    let path = folder.path.appending("worn.sqlite")
    do {
      let worn = try Catalogue(path: path)
      let jobs = (0..<2_000).map {
        Job(path: FilePath("/media/\($0).mp4"), state: .failed, error: "it failed", updated: 0)
      }
      try worn.record(jobs)
      try worn.compact()
    }
    let file = try FileDescriptor.open(path, .readWrite)
    let size = try file.seek(offset: 0, from: .end)
    let garbage = [UInt8](repeating: 0x5A, count: Int(size) - 65_536)
    _ = try garbage.withUnsafeBytes { try file.write(toAbsoluteOffset: 65_536, $0) }
    try file.close()
    do {
      let worn = try Catalogue(path: path)
      #expect(worn.replaced == nil)
      #expect(throws: (any Error).self) { try worn.jobs() }
      #expect(throws: LibraryError.self) { try worn.ensureIntact() }
    }
    let fresh = try Catalogue(path: path)
    #expect(fresh.replaced == folder.path.appending("worn.sqlite.damaged-1"))
    #expect(try fresh.jobs().isEmpty && fresh.problems().isEmpty)
    #expect(try Catalogue(path: path).replaced == nil)
  }

  private func mark(_ path: FilePath, inode: UInt64) throws {
    try folder.write("\(inode)", to: "\(path.lastComponent?.string ?? "").is-damaged")
  }

  /// Somebody removed what was marked, or the program that put it aside was killed in the middle.
  @Test func aMarkWithoutADatabaseIsNoHarm() throws {
    let path = folder.path.appending("gone.sqlite")
    try mark(path, inode: 1)
    #expect(try Catalogue(path: path).replaced == nil)
    #expect(try Catalogue(path: path).jobs().isEmpty)
  }

  @Test func aMarkOnAnEarlierDatabaseSaysNothing() throws {
    let path = folder.path.appending("new.sqlite")
    try Catalogue(path: path).record([Job(path: "/film.mp4", state: .failed, updated: 0)])
    try mark(path, inode: FileIdentity(of: path).inode + 1)
    #expect(try Catalogue(path: path).replaced == nil)
    #expect(try Catalogue(path: path).jobs().count == 1)
  }

  /// A disk that was read wrongly once.
  @Test func aMarkOnAWholeDatabaseIsTakenBack() throws {
    let path = folder.path.appending("whole.sqlite")
    try Catalogue(path: path).record([Job(path: "/film.mp4", state: .failed, updated: 0)])
    try mark(path, inode: FileIdentity(of: path).inode)
    #expect(try Catalogue(path: path).replaced == nil)
    #expect(FileStatus.at(FilePath(path.string + ".is-damaged")) == nil)
    #expect(try Catalogue(path: path).jobs().count == 1)
  }

  /// A watch that goes on with a database that others have put aside.
  @Test func whoHasADatabaseOpenIsToldWhenItIsOfNoUse() throws {
    let path = folder.path.appending("worn.sqlite")
    let worn = try Catalogue(path: path)
    try worn.ensureIntact()
    try FileManager.default.moveItem(atPath: path.string, toPath: path.string + ".aside")
    #expect { try worn.ensureIntact() } throws: { ($0 as? LibraryError)?.code == .state }
    let fresh = try Catalogue(path: path)
    #expect(fresh.replaced == nil)
    try fresh.ensureIntact()
    #expect(throws: LibraryError.self) { try worn.ensureIntact() }
  }

  @Test func whatWasKnownOfMediaFollowsIt() throws {
    let (old, new) = (folder.path.appending("old.mp4"), folder.path.appending("new.mp4"))
    let media = try fingerprint(folder.write("media", to: "old.mp4"))
    func recipe(_ stage: String, _ plugin: String) -> Recipe {
      Recipe(media: media, stage: stage, plugin: plugin, configuration: "", inputs: [])
    }
    try catalogue.record([recipe("audio", "p 1"), recipe("recognise", "p 1")], for: old)
    // Something was known of the new name as well.
    try catalogue.record(recipe("recognise", "p 0"), for: new)
    let (from, to) = (folder.path.appending("old.en.srt"), folder.path.appending("new.en.srt"))
    let result = Deliverable(path: from, media: old, digest: ContentDigest(of: Data()), key: recipe("srt", "p").key)
    try catalogue.record(result)
    try catalogue.record([Job(path: old, state: .failed, updated: 0)])
    try catalogue.move(old, to: new, deliverables: [(from, to)])
    #expect(try catalogue.recipe(of: "recognise", for: new)?.plugin == "p 1")
    #expect(try catalogue.recipe(of: "audio", for: new) != nil)
    #expect(try catalogue.recipe(of: "audio", for: old) == nil)
    #expect(try catalogue.deliverables(of: new).map(\.path) == [to])
    #expect(try catalogue.deliverables(of: old).isEmpty && catalogue.jobs().isEmpty)
  }

  @Test func mediaIsForgottenWhenItHasBeenGoneForLong() throws {
    let path = try folder.write("media", to: "film.mp4")
    _ = try fingerprint(path)
    // Of this one only a verdict is known.
    let other = try folder.write("media", to: "other.mp4")
    try catalogue.record(
      Verdict(.skipped, rule: "size", media: FileIdentity(of: other)), on: other, target: "t")
    func gone(_ now: Double, since limit: Double) throws -> [String?] {
      try catalogue.noteGoneMedia(now: now, since: limit).map { $0.lastComponent?.string }.sorted {
        $0 ?? "" < $1 ?? ""
      }
    }
    #expect(try gone(0, since: 100).isEmpty)
    try FileManager.default.removeItem(atPath: path.string)
    try FileManager.default.removeItem(atPath: other.string)
    #expect(try gone(10, since: 0).isEmpty)
    #expect(try gone(20, since: 9).isEmpty)
    #expect(try gone(30, since: 10) == ["film.mp4", "other.mp4"])
    // One that was back for a while begins anew.
    try folder.write("media", to: "film.mp4")
    #expect(try gone(40, since: 10) == ["other.mp4"])
    try FileManager.default.removeItem(atPath: path.string)
    #expect(try gone(50, since: 49) == ["other.mp4"])
    try catalogue.forget([path, other])
    #expect(try gone(99, since: 99).isEmpty && catalogue.counts().media == 0 && catalogue.counts().verdicts == 0)
  }

  /// It was seen where it was in between, by a run.
  @Test func whatIsSeenAgainBeginsAnew() throws {
    let path = try folder.write("media", to: "film.mp4")
    _ = try fingerprint(path)
    try FileManager.default.removeItem(atPath: path.string)
    #expect(try catalogue.noteGoneMedia(now: 0, since: -1).isEmpty)
    try catalogue.noteThere([Array("film.mp4".utf8)], in: folder.path)
    #expect(try catalogue.noteGoneMedia(now: 20, since: 10).isEmpty)
    #expect(try catalogue.noteGoneMedia(now: 30, since: 20) == [path])
  }

  /// Nobody knows whether the disk is there that it was on.
  @Test func aFailureOnADiskThatIsAwayIsNotForgotten() throws {
    let there = try FileSystem(of: folder.path).id
    let jobs = [nil, there + 1, there].enumerated().map { index, volume in
      Job(path: folder.path.appending("\(index).mp4"), state: .setAside, tries: 3, updated: 0, volume: volume)
    }
    try catalogue.record(jobs)
    #expect(try catalogue.noteGoneMedia(now: 0, since: 0) == [jobs[2].path])
  }

  /// The clock of a machine that has none of its own when it starts.
  @Test func aClockInThePastMakesNothingGoneForLong() throws {
    try catalogue.noteUse(of: "t", now: 1_000_000)
    let path = try folder.write("media", to: "film.mp4")
    _ = try fingerprint(path)
    try FileManager.default.removeItem(atPath: path.string)
    #expect(try catalogue.noteGoneMedia(now: 0, since: -1).isEmpty)
    #expect(try catalogue.noteGoneMedia(now: 1_000_010, since: 999_999).isEmpty)
  }

  @Test func verdictsOfSettingsThatNobodyUsesAreForgotten() throws {
    let path = try folder.write("media", to: "film.mp4")
    let day = 86_400.0
    for target in ["old", "new"] {
      try catalogue.noteUse(of: target, now: 0)
      try catalogue.record(Verdict(.upToDate, media: FileIdentity(of: path)), on: path, target: target)
    }
    try catalogue.noteUse(of: "new", now: 2 * day)
    #expect(try catalogue.forgetVerdicts(unusedSince: day, now: 1.5 * day) == 0)
    #expect(try catalogue.forgetVerdicts(unusedSince: day, now: 9 * day, dryRun: true) == 1)
    #expect(try catalogue.forgetVerdicts(unusedSince: day, now: 9 * day) == 1)
    #expect(try catalogue.verdicts(in: folder.path, target: "new").count == 1)
    #expect(try catalogue.verdicts(in: folder.path, target: "old").isEmpty)
  }
}
