import Foundation
import Library
import SystemPackage
import TestSupport
import Testing

/// Catalogues of every version that was ever written are read.
@Suite struct CatalogueSchemaTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func readsVersion1() throws {
    let path = folder.path.appending("library.sqlite")
    let fixture = try #require(Bundle.module.url(forResource: "library-1", withExtension: "sqlite"))
    try FileManager.default.copyItem(atPath: fixture.path, toPath: path.string)
    let catalogue = try Catalogue(path: path)
    let media = FilePath(bytes: Array("/media/Shows/".utf8) + [0xFF] + Array(".mp4".utf8))
    let recipe = try #require(try catalogue.recipe(of: "recognise", for: media))
    #expect(recipe.plugin == "org.surtitle.whisper 1.0")
    let written = try catalogue.deliverables(of: media)
    #expect(written.map(\.path) == [FilePath(bytes: media.bytes.dropLast(4) + Array(".en.srt".utf8))])
    #expect(written.first?.key == recipe.key && written.first?.identity == nil)
    let seen = FileIdentity(size: 5, modified: 1_700_000_000_000_000_000, inode: .max)
    #expect(try catalogue.fingerprint(of: media, identity: seen).description == "5-abc")
    #expect(try catalogue.jobs().isEmpty)
  }
}
