import Foundation
import Library
import SystemPackage
import TestSupport
import Testing

/// Catalogues of every version that was ever written are read.
@Suite struct CatalogueSchemaTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private let media = FilePath(bytes: Array("/media/Shows/".utf8) + [0xFF] + Array(".mp4".utf8))

  private func catalogue(ofVersion version: Int) throws -> Catalogue {
    let path = folder.path.appending("library.sqlite")
    let fixture = try #require(Bundle.module.url(forResource: "library-\(version)", withExtension: "sqlite"))
    try FileManager.default.copyItem(atPath: fixture.path, toPath: path.string)
    return try Catalogue(path: path)
  }

  @Test(arguments: 1...5) func readsVersion(_ version: Int) throws {
    let catalogue = try catalogue(ofVersion: version)
    #expect(catalogue.replaced == nil)
    let recipe = try #require(try catalogue.recipe(of: "recognise", for: media))
    #expect(recipe.plugin == "org.surtitle.whisper 1.0")
    let written = try catalogue.deliverables(of: media)
    #expect(written.map(\.path) == [FilePath(bytes: media.bytes.dropLast(4) + Array(".en.srt".utf8))])
    #expect(written.first?.key == recipe.key)
    let seen = FileIdentity(size: 5, modified: 1_700_000_000_000_000_000, inode: .max)
    #expect(try catalogue.fingerprint(of: media, identity: seen).description == "5-abc")
  }

  @Test func version1KnewNeitherJobsNorTheIdentitiesOfResults() throws {
    let catalogue = try catalogue(ofVersion: 1)
    #expect(try catalogue.jobs().isEmpty)
    #expect(try catalogue.deliverables(of: media).map(\.identity) == [nil])
  }

  @Test(arguments: 2...5) func readsTheJobsOfVersion(_ version: Int) throws {
    let catalogue = try catalogue(ofVersion: version)
    let job = try #require(try catalogue.job(of: media))
    #expect(job.state == .failed && job.tries == 2 && job.error == "it crashed" && job.updated == 1_700_000_000.5)
    let identity = FileIdentity(size: 9, modified: 1_700_000_000_000_000_001, inode: 12)
    #expect(try catalogue.deliverables(of: media).map(\.identity) == [identity])
  }

  /// Nobody knows whether the disk is there that it was on.
  @Test func mediaOfVersion1AreNotGone() throws {
    #expect(try catalogue(ofVersion: 1).noteGoneMedia(now: 1_800_000_000, since: 1_800_000_000) == [])
  }

  /// Where the file is absent that was found gone then, it is gone since then.
  @Test func readsWhatWasGoneInVersion4() throws {
    let catalogue = try catalogue(ofVersion: 4)
    var job = try #require(try catalogue.job(of: media))
    #expect(job.deaths == 2)
    // It was on a disk of another machine.
    job.volume = try FileSystem(of: "/").id
    try catalogue.record([job])
    let gone = try catalogue.noteGoneMedia(now: 1_800_000_000, since: 1_700_000_001)
    #expect(gone == [media])
    #expect(try catalogue.noteGoneMedia(now: 1_800_000_000, since: 1_700_000_000) == [])
  }

  @Test(arguments: 3...5) func readsTheMessagesOfVersion(_ version: Int) throws {
    let notice = try #require(try catalogue(ofVersion: version).notices().first)
    #expect(notice.id == "msg_1" && notice.subject == media && notice.body == Data("{}".utf8))
    #expect(notice.tries == 1 && notice.due == 1_700_000_060.5 && notice.error == "it answered 503")
  }
}
