internal import ArgumentParser
internal import Foundation
internal import Library
internal import Media
internal import MediaIO
internal import Pipeline
internal import PluginHost
internal import PluginKit
internal import Subtitles
internal import SystemPackage
internal import Transcript
internal import TranscriptJSON

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

  /// The subtitles in the file at `path`, whose name tells the format, or the text track of a media file. What is wrong
  /// with them is said to the user.
  ///
  /// - Throws: `ValidationError` for a format that is not known, `ExitStatus` for subtitles that cannot be read,
  ///   `LibraryError`, `MediaError`.
  func subtitles(at path: FilePath, _ reading: ReadingOptions) throws -> SubtitleDocument {
    do {
      guard MediaName.isMedia(path.nameBytes) else { return try read(path, as: subtitleFormat(of: path, reading)) }
      if reading.isGiven {
        throw ValidationError(
          "\(path.display): --from and --set-input are for subtitle files, and this is a media file")
      }
      return try embeddedSubtitles(in: path.absolute(in: workingDirectory))
    } catch let error as SubtitleReadError {
      StandardError.write("surtitle: \(path.display): \(error)\n")
      throw ExitStatus.someFailed
    }
  }

  /// The only text track of a media file.
  private func embeddedSubtitles(in path: FilePath) throws -> SubtitleDocument {
    let tracks = ExtractedSubtitles.textStreams(of: try MediaProbe.probe(path))
    guard let track = tracks.first, tracks.count == 1 else {
      throw MediaError(
        .noSubtitles, path: path,
        message: tracks.isEmpty
          ? "there are no subtitles in it that are text"
          : "there are several: \(tracks.map(\.trackText).joined(separator: ", ")); “surtitle subtitles extract” makes files of them"
      )
    }
    let extracted = try ExtractedSubtitles(stream: track.index, of: path)
    tellDamage(of: extracted, track, in: path)
    return try document(of: extracted, track, in: path)
  }

  func tellDamage(of extracted: ExtractedSubtitles, _ track: MediaStream, in path: FilePath) {
    guard let damage = extracted.damage else { return }
    tell(["\(track.trackText) could not be read to its end: \(damage)"], on: path)
  }

  /// What was extracted of a text track of a media file.
  ///
  /// - Throws: `SubtitleReadError`.
  func document(
    of extracted: ExtractedSubtitles, _ track: MediaStream, in path: FilePath
  ) throws -> SubtitleDocument {
    var document = try subtitleFormat(extracted.codec.fileExtension).read(Data(extracted.bytes))
    if extracted.isDecoded, document.cues.count == extracted.times.count {
      for index in document.cues.indices { document.cues[index].range = extracted.times[index] }
    }
    if document.language.isUndetermined { document.language = track.language }
    if document.title == nil { document.title = track.title }
    return document
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

  /// Says what the reader of the file at `path` had to guess or to leave out.
  func tell(_ remarks: [String], on path: FilePath) {
    for remark in remarks { StandardError.write("\(path.display): \(remark)\n") }
  }

  /// What is said, from the JSON that is written for a transcript. What is wrong with it is said to the user.
  ///
  /// - Throws: `ExitStatus`, `LibraryError`.
  func transcript(at path: FilePath) throws -> Transcript {
    let path = path.absolute(in: workingDirectory)
    guard try FileStatus(of: path).kind == .file else { throw LibraryError(.wrongKind, path, "this is no file") }
    do {
      return try TranscriptJSONReader.read(Data(readingFile: path))
    } catch let error as TranscriptReadError {
      StandardError.write("surtitle: \(path.display): \(error)\n")
      throw ExitStatus.someFailed
    }
  }

  /// `document` as the plug-in writes it whose files end in `name`.
  func bytes(of document: SubtitleDocument, as name: String) throws -> [UInt8] {
    Array(try subtitleFormat(name).write(document))
  }

  /// Puts `data` in the file at `path`.
  ///
  /// - Throws: `LibraryError`.
  func write(_ data: Data, to path: FilePath, overwriting: Bool) throws {
    do {
      try AtomicFile.write(
        data, to: path.absolute(in: workingDirectory), existing: overwriting ? .replace : .keep)
    } catch let error as LibraryError where error.code == .fileExists {
      throw LibraryError(.fileExists, path, "a file of this name is there; --overwrite replaces it")
    }
  }

  /// The subtitles in the file at `path`; `-` is standard input.
  ///
  /// - Throws: `SubtitleReadError`, `LibraryError`.
  func read(_ path: FilePath, as format: any SubtitleFormat) throws -> SubtitleDocument {
    if path == "-" { return try format.read(try FileHandle.standardInput.readToEnd() ?? Data()) }
    let absolute = path.absolute(in: workingDirectory)
    guard try FileStatus(of: absolute).kind == .file else {
      throw LibraryError(.wrongKind, path, "this is no file")
    }
    return try format.read(Data(readingFile: absolute))
  }
}

extension MediaStream {
  /// `stream 3 (en, forced)`
  var trackText: String {
    let marks = [Disposition.forced, .hearingImpaired].filter(dispositions.contains).map {
      $0 == .forced ? "forced" : "sdh"
    }
    return "stream \(index) (\(([language.code] + marks).joined(separator: ", ")))"
  }
}

extension SubtitleCodec {
  /// The format of the files that are extracted.
  var fileExtension: String {
    switch self {
    case .webVTT: "vtt"
    case .subStationAlpha: "ass"
    case .subRip, .movText: "srt"
    }
  }
}
