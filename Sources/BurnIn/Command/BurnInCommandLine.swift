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
    arguments += words(coding.arguments) + words(["-c:a", "copy"])
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

  private var filter: [UInt8] {
    var filter = Array("ass=filename=".utf8) + FilterArgument.escaped(Self.bytes(of: script))
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
