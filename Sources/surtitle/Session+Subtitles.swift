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
  /// The subtitles in the file at `path`, whose name tells the format, or the text track of a media file. What is wrong
  /// with them is said to the user.
  ///
  /// - Throws: `ValidationError` for a format that is not known, `ExitStatus` for subtitles that cannot be read,
  ///   `LibraryError`, `MediaError`.
  func subtitles(at path: FilePath, _ reading: ReadingOptions) throws -> SubtitleDocument {
    try telling(path) {
      guard MediaName.isMedia(path.nameBytes) else { return try read(path, as: subtitleFormat(of: path, reading)) }
      if reading.isGiven {
        throw ValidationError(
          "\(path.display): --from and --set-input are for subtitle files, and this is a media file")
      }
      return try embeddedSubtitles(in: path.absolute(in: workingDirectory))
    }
  }

  /// What `read` makes of the file at `path`. What is wrong with the file is said to the user.
  ///
  /// - Throws: `ExitStatus` for what cannot be read, and what else `read` does.
  func telling<Value>(_ path: FilePath, _ read: () throws -> Value) throws -> Value {
    do {
      return try read()
    } catch let error where error is SubtitleReadError || error is TranscriptReadError {
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
    return try telling(path) { try TranscriptJSONReader.read(Data(readingFile: path)) }
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
