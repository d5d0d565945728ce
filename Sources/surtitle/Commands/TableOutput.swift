internal import Foundation
internal import Library

/// Where a table goes while it is made.
enum TableOutput {
  case standard
  case file(AtomicFileStream)

  func write(_ data: Data) throws {
    switch self {
    case .standard: try StandardOutput.write(content: data)
    case .file(let file): try file.write(data)
    }
  }

  /// Puts the file in its place.
  func finish() throws {
    if case .file(let file) = self { try file.place() }
  }
}
