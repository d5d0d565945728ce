package import MediaIO
package import SystemPackage

/// The call of `ffmpeg` that draws a script on a film.
package struct BurnInCommandLine: Hashable, Sendable {
  package var source: FilePath
  package var script: FilePath
  package var output: FilePath
  package var geometry: VideoGeometry
  package var coding: VideoCoding
  /// With more fonts than those of the system.
  package var fonts: FilePath?
  /// Whether the source has two half pictures in each, from different instants: they are made whole, as the copy would not
  /// be known to need it.
  package var isInterlaced = false
  /// Whether the sound is coded anew, since the container does not hold it as it is.
  package var recodesSound = false
  /// Nil for what the name of `output` stands for.
  package var container: MediaContainer?

  package init(
    source: FilePath, script: FilePath, output: FilePath, geometry: VideoGeometry, coding: VideoCoding? = nil,
    fonts: FilePath? = nil
  ) {
    (self.source, self.script, self.output, self.geometry, self.fonts) = (source, script, output, geometry, fonts)
    self.coding = coding ?? .usual(forExtension: output.extension ?? "")
  }

  /// What follows `ffmpeg`. Names of files are bytes, not text.
  package var arguments: [[UInt8]] {
    var arguments = words(["-hide_banner", "-nostdin", "-i"])
    arguments.append(Self.url(source))
    // Sound, fonts, chapters and names come along; the text is in the picture now.
    arguments += words(["-map", "0:V:0", "-map", "0:a?"])
    if kind == .matroska { arguments += words(["-map", "0:t?", "-c:t", "copy"]) }
    arguments += words(["-sn", "-dn", "-vf"])
    arguments.append(filter)
    // Pictures keep their times, also where those are not evenly spaced.
    arguments += words(["-fps_mode", "vfr"]) + words(coding.arguments) + words(soundArguments)
    let isMP4 = kind?.isMP4Family ?? false
    if coding.codec == .h265, isMP4 { arguments += words(["-tag:v", "hvc1"]) }
    if isMP4 { arguments += words(["-movflags", "+faststart"]) }
    if let container { arguments += words(["-f", container.muxer]) }
    arguments.append(Self.url(output))
    return arguments
  }

  /// The same for people, to be pasted into a shell.
  package var shellText: String {
    ([Array("ffmpeg".utf8)] + arguments).map(ShellWord.quoted).joined(separator: " ")
  }

  /// Without `file:` names such as `pipe:0` and `-x` would mean something else.
  private static func url(_ path: FilePath) -> [UInt8] { Array("file:".utf8) + bytes(of: path) }

  private var kind: MediaContainer? { container ?? MediaContainer(of: output) }

  private var soundArguments: [String] {
    guard recodesSound else { return ["-c:a", "copy"] }
    return kind == .webM ? ["-c:a", "libopus", "-b:a", "192k"] : ["-c:a", "aac", "-b:a", "256k"]
  }

  private var filter: [UInt8] {
    var before = isInterlaced ? "bwdif," : ""
    // Colours are stored for two by two pixels.
    let isOdd = geometry.turnedWidth % 2 == 1 || geometry.turnedHeight % 2 == 1
    if isOdd { before += "pad=ceil(iw/2)*2:ceil(ih/2)*2," }
    var filter = Array("\(before)ass=filename=".utf8) + FilterArgument.escaped(Self.bytes(of: script))
    // Where pixels are not square, letters must be as narrow as the picture is.
    let isSquare = geometry.turnedWidth == geometry.shownWidth && geometry.turnedHeight == geometry.shownHeight
    if !isSquare { filter += Array(":original_size=\(geometry.shownWidth)x\(geometry.shownHeight)".utf8) }
    if let fonts { filter += Array(":fontsdir=".utf8) + FilterArgument.escaped(Self.bytes(of: fonts)) }
    return filter
  }

  private func words(_ words: [String]) -> [[UInt8]] { words.map { Array($0.utf8) } }

  static func bytes(of path: FilePath) -> [UInt8] {
    path.withPlatformString { pointer in
      Array(UnsafeBufferPointer(start: pointer, count: path.length)).map { UInt8(bitPattern: $0) }
    }
  }
}
