import Foundation
import Subprocess
import SystemPackage
import TestSupport
import Testing

/// The arrows between modules point one way: models ← PluginKit ← plug-ins; only the program knows the plug-ins.
@Suite struct ArchitectureTests {
  private struct Manifest: Decodable {
    struct Target: Decodable {
      struct Dependency: Decodable {
        var name: String

        init(from decoder: any Decoder) throws {
          // {"byName": ["Media", null]} or {"product": ["GRDB", "GRDB.swift", null, null]}
          let values = try decoder.singleValueContainer().decode([String: [Value?]].self)
          guard case .text(let name)? = values.values.first?.first ?? nil else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no name"))
          }
          self.name = name
        }

        private enum Value: Decodable {
          case text(String)
          case other

          init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            self = (try? container.decode(String.self)).map { .text($0) } ?? .other
          }
        }
      }

      var name: String
      var type: String
      var path: String?
      var dependencies: [Dependency]

      var isPlugin: Bool { path?.hasPrefix("Plugins/") == true }
      /// A plug-in of the samples: it sees what a stranger's sees.
      var isSample: Bool { path?.hasPrefix("Samples/") == true }
      var folder: FilePath { Project.root.appending(path ?? "\(type == "test" ? "Tests" : "Sources")/\(name)") }
      var isForTests: Bool { type == "test" || name == "TestSupport" }
    }

    var targets: [Target]
  }

  private static let models: Set = ["Timeline", "Transcript", "Media", "Subtitles", "Moderation"]
  private static let neutral: Set = ["Logging", "SystemPackage"]
  /// What several plug-ins need that is nobody's model.
  private static let shared: Set = [
    "ClosedCaptions", "MediaMetadata", "Reporting", "TextEncoding", "Vocabulary", "XMLWriting",
  ]

  /// What each module may depend on; what is not listed may depend on nothing here.
  private static let allowed: [String: Set<String>] = [
    "Timeline": [], "Transcript": ["Timeline"], "Media": ["Timeline", "Transcript", "SystemPackage"],
    "Subtitles": ["Timeline", "Transcript"], "Moderation": ["Timeline"],
    "BurnIn": models.union(neutral).union(["CAss", "CFontconfig", "MediaIO", "Subprocess"]),
    "MediaIO": models.union(neutral).union(["CFFmpeg"]), "Inference": ["COpenVINO", "Logging", "SystemPackage"],
    "SentenceEncoder": ["CSentenceVocabulary", "Crypto", "Inference", "SystemPackage", "Tokenizers"],
    "Speech": models.union(neutral).union(["CSpeechKernels", "CZlib", "Inference", "WhisperCost"]),
    "Models": neutral.union(["Crypto", "Subprocess", "WhisperCost"]), "PluginKit": models.union(neutral),
    "PluginProtocol": models.union(neutral).union(["PluginKit"]),
    "PluginSDK": models.union(neutral).union(["PluginKit", "PluginProtocol"]),
    "PluginHost": models.union(neutral).union(["Crypto", "PluginKit", "PluginProtocol", "Subprocess"]),
    "Library": models.union(neutral).union(["CFileSystem", "Crypto", "GRDB"]),
    "MediaMetadata": models.union(["PluginKit", "XMLWriting"]),
    "MetadataIndex": ["CSearchRank", "CVectorSearch", "GRDB", "Library", "SystemPackage", "Timeline", "Transcript"],
    "Moments": ["PluginKit", "SystemPackage", "Timeline", "XMLWriting"],
    "Notifications": neutral.union(["Crypto", "Library", "Subprocess"]),
    "Pipeline": models.union(neutral).union([
      "Crypto", "Library", "MediaIO", "MediaMetadata", "MetadataIndex", "Notifications", "PluginHost", "PluginKit",
      "Yams",
    ]),
    "Reporting": models.union(["PluginKit"]), "ClosedCaptions": ["Subtitles", "TextEncoding", "Timeline"],
    "COpenVINO": ["COpenVINORuntime"],
    "UtteranceJudging": models.union(neutral).union(["PluginKit", "TextClassification"]),
    "TextClassification": ["CTextClassification", "Crypto"], "TextEncoding": ["CUchardet"], "Tokenizers": [],
    "Vocabulary": ["SystemPackage", "Timeline", "Transcript"], "WhisperCost": [],
    "XMLWriting": ["CLibXML2"],
  ]

  /// C libraries have one owner each; databases are made by two.
  private static let owners: [String: Set<String>] = [
    "CAss": ["BurnIn"], "CFFmpeg": ["MediaIO"], "CFileSystem": ["Library"], "CFontconfig": ["BurnIn"],
    "COpenVINO": ["Inference"], "CSearchRank": ["MetadataIndex"], "CSentenceVocabulary": ["SentenceEncoder"],
    "CSpeechKernels": ["Speech"],
    "CTextClassification": ["TextClassification"], "CUchardet": ["TextEncoding"], "CVectorSearch": ["MetadataIndex"],
    "CZlib": ["Speech"], "COpenVINORuntime": ["COpenVINO"], "CLibXML2": ["TTML", "XMLWriting"],
    "GRDB": ["Library", "MetadataIndex"], "Yams": ["Pipeline"],
  ]

  private func targets() async throws -> [Manifest.Target] {
    // A build folder of its own: `swift test` holds the lock of the usual one.
    let scratch = try TemporaryFolder()
    let result = try await Subprocess.run(
      .name("timeout"),
      arguments: [
        "120", "swift", "package", "--package-path", Project.root.string, "--scratch-path", scratch.path.string,
        "--disable-sandbox", "dump-package",
      ], output: .string(limit: 1 << 22), error: .string(limit: 1 << 20))
    try #require(result.terminationStatus.isSuccess, "swift package dump-package failed: \(result.standardError)")
    return try JSONDecoder().decode(Manifest.self, from: Data(result.standardOutput.utf8)).targets
  }

  @Test(.timeLimit(.minutes(3))) func arrowsPointOneWay() async throws {
    let targets = try await targets()
    #expect(targets.count > 20)
    let plugins = Set(targets.filter(\.isPlugin).map(\.name))
    #expect(plugins.count >= 6)
    for target in targets where !target.isForTests {
      for dependency in target.dependencies.map(\.name) {
        if plugins.contains(dependency) {
          #expect(target.name == "surtitle", "\(target.name) depends on the plug-in \(dependency)")
        }
        if let owner = Self.owners[dependency] {
          #expect(owner.contains(target.name), "\(target.name) depends on \(dependency), which belongs to \(owner)")
        }
        if let allowed = Self.allowed[target.name] {
          #expect(allowed.contains(dependency), "\(target.name) depends on \(dependency)")
        }
        if target.isPlugin || target.isSample, Self.owners[dependency] == nil {
          let own: Set =
            target.isSample
            ? ["PluginSDK"]
            : Self.shared.union([
              "MediaIO", "Speech", "TextClassification", "Tokenizers", "UtteranceJudging", "WhisperCost",
            ])
            .union(target.name == "TextClassifier" ? ["Crypto", "Inference", "Models"] : [])
          let seen = Self.models.union(Self.neutral).union(own).union(["PluginKit"])
          #expect(seen.contains(dependency), "the plug-in \(target.name) depends on \(dependency)")
        }
      }
    }
  }

  /// What a target may use but does not only slows its build and blurs the picture. Every test target gets TestSupport.
  @Test(.timeLimit(.minutes(3))) func everyDependencyIsImported() async throws {
    let targets = try await targets()
    // Tests run programs, and import nothing of them.
    let others = Set(targets.filter { $0.type == "executable" }.map(\.name)).union(["TestSupport"])
    for target in targets where target.type != "system" && !target.name.hasPrefix("C") {
      let imported = try Self.imports(in: target.folder)
      try #require(!imported.isEmpty || target.dependencies.isEmpty, "\(target.name): no imports in \(target.folder)")
      let unused = target.dependencies.map(\.name).filter { !others.contains($0) && !imported.contains($0) }
      #expect(unused.isEmpty, "\(target.name) depends on \(unused) and imports it nowhere")
    }
  }

  /// Names of the modules that the Swift files below `folder` import.
  private static func imports(in folder: FilePath) throws -> Set<String> {
    var names: Set<String> = []
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.string) where name.hasSuffix(".swift") {
      let text = try String(contentsOfFile: folder.appending(name).string, encoding: .utf8)
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), index < 2, let module = words.last else { continue }
        names.insert(String(module))
      }
    }
    return names
  }

  @Test(.timeLimit(.minutes(3))) func everyModuleHasItsRule() async throws {
    let ruled = Set(Self.allowed.keys).union(Self.owners.keys).union(["surtitle", "TestSupport"])
    let others = try await targets().filter { !$0.isPlugin && !$0.isSample && $0.type != "test" }
    let unknown = others.map(\.name).filter { !ruled.contains($0) }
    #expect(unknown.isEmpty, "a new module needs a rule in this test")
  }
}
