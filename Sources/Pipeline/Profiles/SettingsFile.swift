package import Foundation
internal import Library
package import PluginHost
package import SystemPackage

/// A file with settings, in YAML or JSON, and where each of them stands in it.
package struct SettingsFile: Sendable {
  package let path: FilePath
  package let document: JSONValue
  private let marks: [String: YAMLReader.Mark]

  /// Whether it holds profiles by name, and not one.
  package var isConfiguration: Bool {
    !isOfFolder && document[key: "profiles"] != nil
  }

  /// Whether a walk through its folder would find it.
  package var isOfFolder: Bool { path.lastComponent?.string == FolderProfiles.fileName }

  var isJSON: Bool { Self.isJSON(path) }

  private static func isJSON(_ path: FilePath) -> Bool { path.extension?.lowercased() == "json" }

  /// Reads the file at `path`: JSON where its name ends in `.json`, else YAML.
  ///
  /// - Throws: `ConfigurationDiagnostics` located in the file, `LibraryError` where it cannot be read.
  package init(reading path: FilePath) throws {
    let status = try FileStatus(of: path)
    // A pipe would keep a run waiting, and what is larger nobody wrote by hand.
    guard status.kind == .file else {
      throw ConfigurationDiagnostics([.init("", "this is not a file", in: path.display)])
    }
    guard status.identity.size <= YAMLReader.maximumSize else {
      let message = "this has \(status.identity.size) bytes, and may have \(YAMLReader.maximumSize)"
      throw ConfigurationDiagnostics([.init("", message, in: path.display)])
    }
    try self.init(parsing: Data(readingFile: path), path: path)
  }

  /// - Throws: `ConfigurationDiagnostics` located in the file.
  package init(parsing data: Data, path: FilePath) throws {
    self.path = path
    do {
      if Self.isJSON(path) {
        (document, marks) = (try JSONValue(parsing: data), [:])
      } else {
        let reader = try YAMLReader(parsing: data)
        (document, marks) = (reader.document, reader.marks)
      }
    } catch let error as ConfigurationDiagnostic {
      throw ConfigurationDiagnostics([.init(error.pointer, error.message, in: path.display)])
    } catch let error as YAMLError {
      throw ConfigurationDiagnostics([.init("", error.message, in: Self.place(path, error.mark))])
    }
  }

  /// The file for people, with line and column of the setting at `pointer`, or of what it would stand in, where they
  /// are known: `home.yaml:3:5`.
  package func place(of pointer: String) -> String {
    var pointer = pointer
    while marks[pointer] == nil, let parent = pointer.parentPointer { pointer = parent }
    return Self.place(path, pointer.isEmpty ? nil : marks[pointer])
  }

  private static func place(_ path: FilePath, _ mark: YAMLReader.Mark?) -> String {
    path.display + (mark.map { ":\($0.line):\($0.column)" } ?? "")
  }

  /// `diagnostics`, whose pointers lead into this file, with their places.
  package func located(_ diagnostics: ConfigurationDiagnostics) -> ConfigurationDiagnostics {
    ConfigurationDiagnostics(
      diagnostics.diagnostics.map { .init($0.pointer, $0.message, in: $0.place ?? place(of: $0.pointer)) })
  }
}
