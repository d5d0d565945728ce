internal import Foundation

/// The name of a file as people and release groups write it: `The.Show.S02E05.Some.Title.1080p.WEB-DL.x264-GROUP.mkv`.
struct ReleaseName {
  let title: MediaTitle
  /// Whether there were marks that titles do not have: resolutions, codecs, numbers of episodes, words joined by dots.
  let isRelease: Bool

  init(_ name: String, hasExtension: Bool = true) {
    let base = hasExtension ? Self.withoutExtension(name) : name
    let (words, wasJoined) = Self.words(of: base)
    var title = MediaTitle(text: "", source: .fileName)
    var before = words[...]
    var after: ArraySlice<Substring> = []
    let mark = words.indices.lazy.compactMap { index in Self.episode(words, at: index).map { (index, $0) } }.first
    if let (index, found) = mark {
      (title.season, title.episode, title.lastEpisode) = (found.season, found.first, found.last)
      before = words[..<index]
      after = words[(index + found.length)...]
    }
    let year = Self.year(before)
    if let year {
      title.year = year.value
      after = mark == nil ? words[(year.index + 1)...] : after
      before = before[..<year.index]
    }
    // Words that titles have too say something only behind a year or an episode.
    let cut = before.firstIndex { Self.isTag($0) } ?? before.endIndex
    let isTagged = cut < before.endIndex || after.contains { Self.isTag($0) }
    title.text = Self.text(before[..<cut])
    if mark != nil {
      let end = after.firstIndex { Self.isTag($0) || Self.weakTags.contains($0.lowercased()) } ?? after.endIndex
      let text = Self.text(after[..<end])
      title.episodeTitle = text.isEmpty ? nil : text
    }
    // A name of nothing but marks is better than none.
    if title.text.isEmpty { title.text = Self.text(words[...]) }
    if !title.text.contains(where: { $0.isLetter || $0.isNumber }) { title.text = base.isEmpty ? name : base }
    self.title = title
    isRelease = isTagged || mark != nil || (wasJoined && year != nil)
  }

  private static func withoutExtension(_ name: String) -> String {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    let ending = name[name.index(after: dot)...]
    let isExtension = (1...5).contains(ending.count) && ending.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return isExtension && ending.contains(where: \.isLetter) ? String(name[..<dot]) : name
  }

  /// Names without spaces have dots and underscores for them. What stands in square brackets at the ends is a group, a
  /// checksum or a resolution.
  private static func words(of base: String) -> ([Substring], wasJoined: Bool) {
    var text = base[...]
    while text.hasPrefix("["), let end = text.firstIndex(of: "]"), text.index(after: end) < text.endIndex {
      text = text[text.index(after: end)...].drop { $0 == " " || $0 == "_" || $0 == "." }
    }
    while text.hasSuffix("]"), let start = text.lastIndex(of: "["), start > text.startIndex {
      text = text[..<start]
      while let last = text.last, last == " " || last == "_" || last == "." { text.removeLast() }
    }
    let wasJoined = !text.contains(" ") && text.contains { $0 == "." || $0 == "_" }
    let words = text.split { $0.isWhitespace || (wasJoined && ($0 == "." || $0 == "_")) }
    return (words, wasJoined)
  }

  private static func text(_ words: ArraySlice<Substring>) -> String {
    let text = words.joined(separator: " ")
    let edges = CharacterSet(charactersIn: " -–—_.,:;|([").union(.whitespaces)
    var trimmed = text.trimmingCharacters(in: edges)
    // What was opened before a year or a mark.
    if trimmed.hasSuffix(")"), !trimmed.contains("(") { trimmed.removeLast() }
    return trimmed
  }

  private struct Episode {
    var season: Int?
    var first: Int
    var last: Int?
    /// Words.
    var length = 1
  }

  /// `S01E02`, `s1e2-e3`, `1x02`, `Season 1 Episode 2`.
  private static func episode(_ words: [Substring], at index: Int) -> Episode? {
    let word = words[index].trimmingCharacters(in: CharacterSet(charactersIn: "[]()-,")).lowercased()
    if let match = word.wholeMatch(of: /s(\d{1,4})[ ._-]?e(\d{1,4})(?:(?:-?e|-)(\d{1,4}))*/) {
      return Episode(season: Int(match.1), first: Int(match.2) ?? 0, last: match.3.flatMap { Int($0) })
    }
    if index > 0, let match = word.wholeMatch(of: /(\d{1,2})x(\d{2,3})/) {
      return Episode(season: Int(match.1), first: Int(match.2) ?? 0)
    }
    if word == "season", index + 3 < words.count, let season = number(words[index + 1]),
      words[index + 2].lowercased() == "episode", let first = number(words[index + 3])
    {
      return Episode(season: season, first: first, length: 4)
    }
    return nil
  }

  private static func number(_ word: Substring) -> Int? {
    let digits = word.trimmingCharacters(in: CharacterSet(charactersIn: ",-:."))
    return (1...4).contains(digits.utf8.count) && digits.utf8.allSatisfy { (48...57).contains($0) } ? Int(digits) : nil
  }

  /// The last year, unless it is all of the title: `2012.2009.1080p`.
  private static func year(_ words: ArraySlice<Substring>) -> (index: Int, value: Int)? {
    for index in words.indices.reversed() where index > words.startIndex {
      let word = words[index]
      let isBracketed = word.hasPrefix("(") && word.hasSuffix(")") || word.hasPrefix("[") && word.hasSuffix("]")
      let digits = isBracketed ? word.dropFirst().dropLast() : word
      guard digits.utf8.count == 4, digits.utf8.allSatisfy({ (48...57).contains($0) }), let value = Int(digits),
        (1880...2100).contains(value)
      else { continue }
      // A bare number at the end may belong to the title, as in “Blade Runner 2049”, unless marks come after it.
      let next = words.index(after: index)
      if isBracketed || (next < words.endIndex && (isTag(words[next]) || weakTags.contains(words[next].lowercased()))) {
        return (index, value)
      }
    }
    return nil
  }

  /// Whether no title has it: resolutions, sources, codecs.
  private static func isTag(_ word: Substring) -> Bool {
    let bare = word.trimmingCharacters(in: CharacterSet(charactersIn: "[](){}")).lowercased()
    if strongTags.contains(bare) { return true }
    if bare.wholeMatch(of: /\d{3,4}[pi](\d{2})?/) != nil { return true }
    // The group stands behind the codec: `x264-GROUP`.
    if let hyphen = bare.firstIndex(of: "-") { return strongTags.contains(String(bare[..<hyphen])) }
    return false
  }

  private static let strongTags: Set<String> = [
    "4k", "uhd", "hdr", "hdr10", "hdr10+", "dolbyvision", "10bit", "8bit", "bluray", "blu-ray", "bdrip", "brrip",
    "bdremux",
    "remux", "web-dl", "webdl", "webrip", "web-rip", "hdtv", "pdtv", "dsr", "dvdrip", "dvd-rip", "dvd5", "dvd9",
    "dvdscr",
    "hdrip", "hdcam", "telesync", "camrip", "x264", "x265", "h264", "h265", "h.264", "h.265", "hevc", "avc", "xvid",
    "divx",
    "av1", "vp9", "aac", "aac2", "ac3", "eac3", "dts", "dts-hd", "truehd", "atmos", "ddp", "ddp5", "dd5", "dd+", "flac",
    "mp3", "5.1", "7.1", "amzn", "dsnp", "hmax",
  ]

  /// Words that titles have too.
  private static let weakTags: Set<String> = [
    "web", "hd", "sd", "proper", "repack", "rerip", "extended", "unrated", "uncut", "remastered", "internal", "limited",
    "multi", "dual", "dubbed", "subbed", "complete", "dvd", "nf", "hulu", "atvp", "german", "french", "english",
    "vostfr",
    "imax", "cam", "ts", "opus",
  ]
}
