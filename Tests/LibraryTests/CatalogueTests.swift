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
}
