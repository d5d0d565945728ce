internal import ArgumentParser
internal import Foundation
internal import Library
internal import Media
internal import PluginHost
internal import PluginKit
internal import Subtitles
internal import SystemPackage

extension Session {
  /// The subtitle format `name`, or else the one that the name of `path` tells.
  ///
  /// - Throws: `ValidationError` for one that is not known, `ConfigurationDiagnostics` for wrong settings.
  func subtitleFormat(
    _ name: String? = nil, of path: FilePath = "", settings: JSONValue = .emptyObject
  ) throws -> any SubtitleFormat {
    let suffix = name ?? path.extension?.lowercased() ?? ""
    let aliases = ["ssa": "ass", "dfxp": "ttml", "xml": "ttml", "webvtt": "vtt"]
    guard let plugin = try? plugins.registry.output(named: aliases[suffix] ?? suffix),
      plugin.descriptor.kind == .subtitleFormat, case .format(let format) = try plugin.configure(settings).instance
    else {
      if name == nil, MediaName.isMedia(path.nameBytes) {
        throw ValidationError(
          "\(path.display): this is a media file; “surtitle subtitles extract” makes files of the subtitles in it")
      }
      let known = plugins.registry.plugins.compactMap { $0.descriptor.kind == .subtitleFormat ? $0.fileExtension : nil }
      throw ValidationError(
        name.map { "“\($0)” is no format of subtitles; there are \(known.joined(separator: ", "))" }
          ?? "\(path.display): what kind of subtitles this is does not show in its name; there are "
          + known.joined(separator: ", "))
    }
    return format
  }

  /// The same with settings as the command line has them, `name=value`: values are JSON, or else text. What looks like a
  /// number and may not be one, such as a frame rate that is chosen by its name, is text as well.
  func subtitleFormat(
    _ name: String?, of path: FilePath, assignments: [String]
  ) throws -> any SubtitleFormat {
    func format(_ settings: [String: JSONValue]) throws -> any SubtitleFormat {
      try subtitleFormat(name, of: path, settings: .object(settings))
    }
    var members: [String: JSONValue] = [:]
    for assignment in assignments {
      let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let (name, text) = (parts[0], JSONValue.string(parts[1]))
      let value = (try? JSONValue(parsing: Data(parts[1].utf8))) ?? text
      let isText = (try? format([name: value])) == nil && (try? format([name: text])) != nil
      members[name] = isText ? text : value
    }
    return try format(members)
  }

  /// The format that the file at `path` is read as.
  func subtitleFormat(of path: FilePath, _ reading: ReadingOptions) throws -> any SubtitleFormat {
    try subtitleFormat(reading.format, of: path, assignments: reading.settings)
  }

  /// The format of `target`, which is made of the file at `source`, read as `format`: what is mended stays of the kind
  /// that it was, down to the settings that the file was written with.
  func subtitleFormat(
    of target: FilePath, madeOf source: FilePath, _ format: any SubtitleFormat
  ) throws -> any SubtitleFormat {
    let other = target.extension == source.extension ? format : try subtitleFormat(of: target)
    guard type(of: other) == type(of: format) else { return other }
    return format.matching(try Data(readingFile: source.absolute(in: workingDirectory)))
  }

  /// `document` as the plug-in writes it whose files end in `name`.
  func bytes(of document: SubtitleDocument, as name: String) throws -> [UInt8] {
    Array(try subtitleFormat(name).write(document))
  }
}
