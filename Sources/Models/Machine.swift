import Foundation

/// What a measurement of speed holds for: a processor, and how many of its cores may be used.
public struct Machine: Hashable, Sendable, Codable {
  /// As the processor calls itself.
  public var processor: String
  public var cores: Int

  public init(processor: String, cores: Int) {
    self.processor = processor
    self.cores = cores
  }

  /// This machine.
  public static func current(cores: Int) -> Machine {
    let text = FileManager.default.contents(atPath: "/proc/cpuinfo").map { String(decoding: $0, as: UTF8.self) } ?? ""
    return Machine(processor: processor(text) ?? architecture, cores: cores)
  }

  /// The name in the text of `/proc/cpuinfo`; on ARM, which has none there, the numbers of the maker and the part.
  package static func processor(_ text: String) -> String? {
    func field(_ name: String) -> String? {
      for line in text.split(separator: "\n") {
        let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        if parts.count == 2, parts[0] == name, !parts[1].isEmpty { return parts[1] }
      }
      return nil
    }
    if let name = field("model name") { return name }
    guard let maker = field("CPU implementer"), let part = field("CPU part") else { return nil }
    return "\(maker) \(part)"
  }

  private static var architecture: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "aarch64"
    #else
      "unknown"
    #endif
  }
}
