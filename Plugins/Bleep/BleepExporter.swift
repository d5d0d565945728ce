internal import Logging
internal import MediaIO
internal import Moderation
public import PluginKit
public import SystemPackage
internal import Timeline

/// A copy of the media in which a tone, or silence, stands in the place of words that were found. Pictures and all else are
/// those of the media, packet by packet; of sound as little as possible is coded anew.
public struct BleepExporter: FileExporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.bleep", version: "1.0.0", kind: .exporter,
    summary: "a copy of the media with words bleeped", licence: "Apache-2.0", consumes: [.transcript, .findings])
  public static let fileExtension = "bleeped.*"

  private let configuration: BleepConfiguration
  private let settings: BleepSettings

  public init(configuration: BleepConfiguration) throws {
    self.configuration = configuration
    guard ["tone", "mute"].contains(configuration.sound) else {
      throw ConfigurationError("/sound", "this must be tone or mute")
    }
    guard BleepSettings.frequencies.contains(configuration.frequency) else {
      throw ConfigurationError("/frequency", "this must be 20 to 20000 Hz")
    }
    var settings = BleepSettings()
    settings.sound = configuration.sound == "mute" ? .mute : .tone(frequency: configuration.frequency)
    settings.padding = MediaTime(seconds: configuration.padding)
    guard !configuration.padding.isNaN, BleepSettings.paddings.contains(settings.padding) else {
      throw ConfigurationError("/padding", "this must be 0 to 10 seconds")
    }
    settings.leavesOutUnknown = configuration.leavesOutUnknown
    settings.leavesOutText = configuration.leavesOutText
    settings.toleratesDamage = configuration.toleratesDamage
    self.settings = settings
  }

  public func write(
    _ input: ExportInput, of media: FilePath, to destination: FilePath, replaces: Bool, in context: PluginContext
  ) async throws -> Bool {
    let findings = input.annotations.findings.filter {
      $0.asksForSilence || configuration.categories.contains($0.category)
    }
    guard !findings.isEmpty else { return false }
    var settings = settings
    settings.replacesOutput = replaces
    let report = try await AudioBleeper.bleep(
      findings.map(\.range), of: media, to: destination, settings: settings, progress: context.progress)
    for warning in report.warnings { context.logger.warning("\(warning)") }
    for track in report.leftOut { context.logger.warning("Stream \(track.stream) is left out: \(track.reason)") }
    let texts = Set(report.textTracks).subtracting(report.leftOut.map(\.stream)).sorted()
    if !texts.isEmpty {
      context.logger.warning(
        "Subtitles are copied as they are, and may say what is bleeped; the setting leavesOutText leaves them out",
        metadata: ["streams": "\(texts.map(String.init).joined(separator: ", "))"])
    }
    if !report.ignored.isEmpty {
      context.logger.warning("Findings lie outside of the sound", metadata: ["count": "\(report.ignored.count)"])
    }
    return true
  }
}
