package import Foundation

/// Other programs' readers on our files: pysubs2, webvtt-py and ttconv, through `Tests/CrossCheck/cross_check.py`, and
/// jsonschema on our schemas.
///
/// Runs where `SURTITLE_CROSSCHECK_PYTHON` names a Python that has them; `Tests/CrossCheck/run.sh` sees to that.
package enum CrossCheck {
  /// A cue as the other program understood it, times in milliseconds, lines separated by line feeds.
  package struct Cue: Codable, Hashable, Sendable {
    package var start: Int64
    package var end: Int64
    package var text: String

    package init(start: Int64, end: Int64, text: String) {
      self.start = start
      self.end = end
      self.text = text
    }
  }

  private static var python: String? { ProcessInfo.processInfo.environment["SURTITLE_CROSSCHECK_PYTHON"] }

  package static var isAvailable: Bool { python != nil }

  /// Of the formats that one of them reads.
  package static let extensions: Set<String> = ["ass", "srt", "ssa", "ttml", "vtt"]

  /// Text that readers disagree on least: markup characters, entities, accents, scripts, emoji.
  package static let lines: [[String]] = [
    ["The ferry leaves at noon."],
    ["“Well,” she said,", "“that's that.”"],
    ["Fish & chips < 5 > 3"],
    ["&amp; is how one writes &"],
    ["a <i>literal</i> tag"],
    ["an arrow --> here", "and <b"],
    ["brace {\\an8} brace"],
    ["Zoë Zoe\u{308} naïve"],
    ["日本語の字幕です。", "二行目"],
    ["שלום עולם", "مرحبا بالعالم"],
    ["👩‍👩‍👧‍👦 🇩🇪 ♪ la la ♪"],
    ["42"],
    ["The end."],
  ]

  /// What the other reader finds in `data`.
  package static func cues(of data: Data, fileExtension: String) throws -> [Cue] {
    try cues(of: [data], fileExtension: fileExtension).first ?? []
  }

  /// The same for many files at once, as Python takes longer to start than to read them.
  package static func cues(of files: [Data], fileExtension: String) throws -> [[Cue]] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("crosscheck-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = files.indices.map { folder.appendingPathComponent("\($0).\(fileExtension)") }
    for (path, data) in zip(paths, files) { try data.write(to: path) }
    return try JSONDecoder().decode([[Cue]].self, from: output(of: "cross_check.py", paths.map(\.path)))
  }

  /// What another validator finds wrong with `documents`, a line each; empty where nothing is.
  package static func problems(of documents: [String], schema: String) throws -> String {
    String(decoding: try output(of: "schema_check.py", [schema] + documents), as: UTF8.self)
  }

  /// What one of the scripts in `Tests/CrossCheck` prints.
  package static func output(of script: String, _ arguments: [String]) throws -> Data {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python ?? "python3")
    process.arguments = [folder.appendingPathComponent("CrossCheck/\(script)").path] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw CrossCheckError(description: "\(script) failed on \(arguments) with \(process.terminationStatus)")
    }
    return answer
  }
}

/// The other reader could not be asked.
package struct CrossCheckError: Error, CustomStringConvertible {
  package let description: String
}
