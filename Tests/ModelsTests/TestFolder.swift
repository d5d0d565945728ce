import Foundation
import Models
import Synchronization
import SystemPackage

/// A temporary folder with a model store in it, removed at the end.
final class TestFolder: Sendable {
  let path: FilePath
  private let isShared: Bool

  init() throws {
    isShared = false
    path = FilePath(NSTemporaryDirectory()).appending("surtitle-models-\(UUID().uuidString)")
    try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true)
  }

  /// A folder of another process, which removes it.
  init(sharing path: FilePath) {
    self.path = path
    isShared = true
  }

  deinit {
    guard !isShared else { return }
    try? FileManager.default.removeItem(atPath: path.string)
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    let file = path.appending(name)
    try FileManager.default.createDirectory(
      atPath: file.removingLastComponent().string, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: file.string))
  }

  func names(_ folder: String = "models") -> Set<String> {
    Set((try? FileManager.default.contentsOfDirectory(atPath: path.appending(folder).string)) ?? [])
  }

  func bytes(_ name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path.appending(name).string).map(Array.init)
  }

  /// Digest and size of `bytes`.
  func describe(_ bytes: [UInt8], as name: String) async throws -> ModelFile {
    let scratch = "scratch-\(UUID().uuidString)"
    try write(bytes, to: scratch)
    let digest = try await sha256(of: path.appending(scratch))
    try FileManager.default.removeItem(atPath: path.appending(scratch).string)
    return ModelFile(name: name, sha256: digest, byteCount: Int64(bytes.count))
  }

  /// A store whose catalogue has one model, called `small`.
  func store(_ files: [String: [UInt8]], sources: [ModelSource]) async throws -> (ModelStore, ModelEntry) {
    var described: [ModelFile] = []
    for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
      described.append(try await describe(bytes, as: name))
    }
    let entry = ModelEntry(
      name: "small", kind: .speechRecogniser, summary: "for tests", languages: ["en"], licence: "CC0-1.0",
      files: described, sources: sources)
    var store = ModelStore(directory: path.appending("models"), catalogue: ModelCatalogue(entries: [entry]))
    store.limits = WebLimits(response: .milliseconds(1_500), silence: .milliseconds(500), pause: .zero)
    store.packageEnvironment = [
      "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": "/dev/null", "PIP_FIND_LINKS": path.appending("wheels").string,
    ]
    return (store, entry)
  }
}

/// Gathers what a store reports.
final class Events: Sendable {
  private let list = Mutex<[ModelEvent]>([])

  var all: [ModelEvent] { list.withLock { $0 } }

  func callAsFunction(_ event: ModelEvent) {
    list.withLock { $0.append(event) }
  }
}

/// What the fixtures hold: CTranslate2 weights, two JSON objects, and enough bytes to be cut anywhere.
enum Fixture {
  static let weights = weights(of: 299_966)

  /// One tensor of so many bytes, with another name; 52 bytes more in all.
  static func weights(of count: Int) -> [UInt8] {
    let length = (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
    let head: [UInt8] = [6, 0, 0, 0, 12, 0] + Array("WhisperSpec".utf8) + [0] + [3, 0, 0, 0]
    let tensor: [UInt8] = [1, 0, 0, 0, 2, 0, UInt8(ascii: "a"), 0, 1] + length + [1] + length
    let alias: [UInt8] = [1, 0, 0, 0, 2, 0, UInt8(ascii: "b"), 0, 2, 0, UInt8(ascii: "a"), 0]
    return head + tensor + (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) } + alias
  }

  static let whisper: [String: [UInt8]] = [
    "model.bin": weights, "config.json": Array("{}".utf8), "tokenizer.json": Array(#"{"model": {}}"#.utf8),
  ]
}
