internal import Foundation
internal import Glibc
internal import Library
internal import Media
internal import PluginHost
internal import PluginKit
internal import SystemPackage
internal import Timeline
internal import Transcript

/// Why a file is left alone.
package struct SkipDecision: Hashable, Sendable {
  /// For programs: `sidecar`, `embedded`, `name`, …
  package var rule: String
  /// For people.
  package var reason: String
  /// Files that it rests on.
  var evidence: [Evidence] = []

  init(_ rule: String, _ reason: String, evidence: [Evidence] = []) {
    (self.rule, self.reason, self.evidence) = (rule, reason, evidence)
  }

  static let noAudio = SkipDecision("no-audio", "\(PipelineError.noAudio)")
}

/// The rules by which files are left alone, checked.
struct SkipRules: Sendable {
  private let settings: SkipSettings
  private let sizes: ClosedRange<Int64>
  private let extensions: Set<String>
  private let wanted: [LanguageTag]
  private let needless: [LanguageTag]

  static let none = SkipRules(checked: .none)

  /// - Throws: `ConfigurationDiagnostics`.
  init(_ settings: SkipSettings, at pointer: String) throws {
    var problems: [ConfigurationDiagnostic] = []
    for (key, text) in [("minimumSize", settings.minimumSize), ("maximumSize", settings.maximumSize)]
    where !text.isEmpty && ByteSize(text) == nil {
      problems.append(
        ConfigurationDiagnostic(pointer.appendingPointer(key), "“\(text)” is no size; write one such as “20MB”"))
    }
    for (key, codes) in [("languages", settings.languages), ("audioLanguages", settings.audioLanguages)] {
      for (index, code) in codes.enumerated() where LanguageTag(code).isUndetermined {
        problems.append(
          ConfigurationDiagnostic(
            pointer.appendingPointer(key).appendingPointer("\(index)"),
            "“\(code)” is no language; write a code such as “en”"))
      }
    }
    for (key, seconds) in [
      ("minimumDuration", settings.minimumDuration), ("maximumDuration", settings.maximumDuration),
    ] where !(seconds >= 0 && seconds.isFinite) {
      problems.append(
        ConfigurationDiagnostic(pointer.appendingPointer(key), "this must be a number of seconds, 0 for no limit"))
    }
    if settings.maximumDuration > 0, settings.minimumDuration > settings.maximumDuration {
      problems.append(
        ConfigurationDiagnostic(pointer.appendingPointer("maximumDuration"), "this is less than minimumDuration"))
    }
    for (index, name) in settings.extensions.enumerated() where name.hasPrefix(".") {
      problems.append(
        ConfigurationDiagnostic(
          pointer.appendingPointer("extensions").appendingPointer("\(index)"),
          "extensions are written without the dot: “\(name.dropFirst())”"))
    }
    if Self.bytes(settings.minimumSize, 0) > Self.bytes(settings.maximumSize, .max) {
      problems.append(ConfigurationDiagnostic(pointer.appendingPointer("maximumSize"), "this is less than minimumSize"))
    }
    guard problems.isEmpty else { throw ConfigurationDiagnostics(problems) }
    self.init(checked: settings)
  }

  private init(checked settings: SkipSettings) {
    self.settings = settings
    let least = Self.bytes(settings.minimumSize, 0)
    sizes = least...max(least, Self.bytes(settings.maximumSize, .max))
    extensions = Set(settings.extensions.map { $0.lowercased() })
    wanted = settings.languages.map { LanguageTag($0) }
    needless = settings.audioLanguages.map { LanguageTag($0) }
  }

  private static func bytes(_ text: String, _ other: Int64) -> Int64 { ByteSize(text)?.bytes ?? other }

  /// Whether the container must be opened to decide.
  var needMedia: Bool {
    settings.minimumDuration > 0 || settings.maximumDuration > 0 || settings.embedded || !needless.isEmpty
      || settings.unknownLanguage
  }

  /// As data, for what a verdict is valid for.
  var canonical: JSONValue { (try? JSONValue(encoding: settings)) ?? .null }

  /// What the name and the size say.
  func decide(name: [UInt8], size: Int64) -> SkipDecision? {
    let text = String(decoding: name, as: UTF8.self)
    if let pattern = settings.names.first(where: { fnmatch($0.lowercased(), text.lowercased(), 0) == 0 }) {
      return SkipDecision("name", "its name fits “\(pattern)”")
    }
    if let dot = text.lastIndex(of: "."), extensions.contains(text[dot...].dropFirst().lowercased()) {
      return SkipDecision("extension", "files with the extension “\(text[dot...].dropFirst())” are left alone")
    }
    if size < sizes.lowerBound {
      return SkipDecision("size", "it is smaller than \(settings.minimumSize)")
    }
    if size > sizes.upperBound {
      return SkipDecision("size", "it is larger than \(settings.maximumSize)")
    }
    return nil
  }

  /// What the files beside it say.
  ///
  /// - Parameters:
  ///   - language: of the subtitles that would be made, where it is known.
  ///   - isOwn: whether surtitle wrote a file.
  func decide(
    neighbours: [[UInt8]], base: [UInt8], in folder: FilePath, language: LanguageTag, isOwn: (FilePath) throws -> Bool
  ) rethrows -> SkipDecision? {
    guard settings.sidecars else { return nil }
    for sidecar in neighbours.compactMap({ Sidecar($0, base: base) }) where !sidecar.isForced {
      guard settings.pictures || !sidecar.isPictures else { continue }
      // A file without a language is shown by players whatever they are set to.
      guard sidecar.language.isUndetermined || isWanted(sidecar.language, language) else { continue }
      let path = folder.appending(name: sidecar.name)
      guard try !isOwn(path), let evidence = Evidence(at: path) else { continue }
      return SkipDecision(
        "sidecar", "there are subtitles in \(FilePath(bytes: sidecar.name).display)", evidence: [evidence])
    }
    return nil
  }

  /// What the container says. `track` is the one that would be listened to.
  func decide(media: MediaInfo, track: MediaStream, language: LanguageTag) -> SkipDecision? {
    if let duration = media.duration?.seconds {
      if duration < settings.minimumDuration {
        return SkipDecision("duration", "it is shorter than \(settings.minimumDuration) s")
      }
      if settings.maximumDuration > 0, duration > settings.maximumDuration {
        return SkipDecision("duration", "it is longer than \(settings.maximumDuration) s")
      }
    }
    if settings.embedded,
      let stream = media.streams.first(where: { $0.isFullSubtitle(pictures: settings.pictures) && covers($0, language) }
      )
    {
      let name = stream.language.isUndetermined ? "" : " (\(stream.language))"
      return SkipDecision("embedded", "stream \(stream.index) has subtitles\(name)")
    }
    if let spoken = needless.first(where: { $0.matches(track.language) }) {
      return SkipDecision("audio-language", "what is spoken is in “\(spoken)”, which needs no subtitles")
    }
    if settings.unknownLanguage, track.language.isUndetermined {
      return SkipDecision("unknown-language", "it does not say which language it is in")
    }
    return nil
  }

  private func covers(_ stream: MediaStream, _ language: LanguageTag) -> Bool {
    stream.language.isUndetermined ? wanted.isEmpty && language.isUndetermined : isWanted(stream.language, language)
  }

  private func isWanted(_ found: LanguageTag, _ language: LanguageTag) -> Bool {
    if !wanted.isEmpty { return wanted.contains { $0.matches(found) } }
    return language.isUndetermined || language.matches(found)
  }
}

extension MediaStream {
  /// Whether the stream has all that is said, in text.
  fileprivate func isFullSubtitle(pictures: Bool) -> Bool {
    guard kind == .subtitle, dispositions.isDisjoint(with: [.forced, .comment, .lyrics, .karaoke]) else { return false }
    let title = (title ?? "").lowercased()
    guard !["forced", "commentary", "signs", "songs"].contains(where: title.contains) else { return false }
    return pictures || !Self.pictureCodecs.contains(codec)
  }

  private static let pictureCodecs: Set = ["hdmv_pgs_subtitle", "dvd_subtitle", "dvb_subtitle", "xsub"]
}
