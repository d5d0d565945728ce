import Foundation
import Library
import SystemPackage
import TestSupport
import Testing

@Suite struct LayerStoreTests {
  let folder: TemporaryFolder
  let store: LayerStore
  let key: LayerKey

  init() throws {
    folder = try TemporaryFolder()
    store = LayerStore(root: folder.path)
    let media = try folder.write("film", to: "film.mp4")
    key =
      Recipe(
        media: try Fingerprint(of: media, identity: FileIdentity(of: media)), stage: "recognise", plugin: "p 1.0",
        configuration: "{}", inputs: []
      ).key
  }

  @Test func returnsWhatWasStored() throws {
    #expect(store.read(key) == nil)
    try store.write(Data("text\nwith lines\n".utf8), for: key)
    #expect(store.read(key) == Data("text\nwith lines\n".utf8))
  }

  @Test func storesEmptyResults() throws {
    try store.write(Data(), for: key)
    #expect(store.read(key) == Data())
  }

  @Test(arguments: [0, 20, 90])
  func takesADamagedLayerForAbsent(position: Int) throws {
    try store.write(Data("all that was said".utf8), for: key)
    var bytes = try Data(readingFile: store.path(of: key))
    bytes[position] ^= 1
    try AtomicFile.write(bytes, to: store.path(of: key))
    #expect(store.read(key) == nil)
    try store.write(Data("again".utf8), for: key)
    #expect(store.read(key) == Data("again".utf8))
  }

  @Test func takesATruncatedLayerForAbsent() throws {
    try store.write(Data("all that was said".utf8), for: key)
    let bytes = try Data(readingFile: store.path(of: key))
    for count in 0..<bytes.count {
      try AtomicFile.write(bytes.prefix(count), to: store.path(of: key))
      #expect(store.read(key) == nil)
    }
  }
}
