public import Timeline

/// Where the shots of a video begin.
public struct ShotChanges: Hashable, Sendable, Codable {
  /// In the order of time. The first shot begins with the video and is not among them.
  public var changes: [ShotChange]
  /// Index in the container of the stream that was looked at; nil where there is no moving picture.
  public var stream: Int?
  /// Frames a second as the time stamps show it; nil where it varies, or too few frames were seen.
  public var frameRate: Rational?
  public var statistics: Statistics

  public init(
    changes: [ShotChange] = [], stream: Int? = nil, frameRate: Rational? = nil, statistics: Statistics = Statistics()
  ) {
    self.changes = changes
    self.stream = stream
    self.frameRate = frameRate
    self.statistics = statistics
  }

  /// The instants at which a shot begins, without the first.
  public var times: [MediaTime] { changes.map(\.time) }
}

/// The first frame of a new shot.
public struct ShotChange: Hashable, Sendable, Codable {
  /// On what a change was found.
  public enum Evidence: String, Hashable, Sendable, Codable {
    /// The frames on both sides were compared.
    case frames
    /// The encoder put a key frame there out of turn, and its picture has nothing in common with the key frame before.
    /// Taken on trust only in videos where comparing frames has shown that such key frames are changes of shot.
    case keyFrame
  }

  /// When the frame is shown, on the media clock: the clock of the sound.
  ///
  /// Exact: where the container rounds (Matroska to milliseconds) and the frame rate is constant, the rounding is
  /// undone.
  public var time: MediaTime
  /// How different the two sides are, 0…1: 0.4 to 0.6 for shots of one scene, more for pictures that have nothing in
  /// common.
  public var score: Double
  public var evidence: Evidence

  public init(time: MediaTime, score: Double, evidence: Evidence) {
    self.time = time
    self.score = score
    self.evidence = evidence
  }
}

extension ShotChanges {
  /// What finding them took.
  public struct Statistics: Hashable, Sendable, Codable {
    /// Packets of the video stream.
    public var packetsSeen: Int
    /// Frames that were decoded; those decoded twice count twice.
    public var framesDecoded: Int
    /// Frames and packets that the decoder refused.
    public var damagedPackets: Int
    /// Groups of pictures, from one key frame to the next.
    public var groups: Int
    /// Groups of which nothing but the key frame was decoded.
    public var groupsSkipped: Int

    public init(
      packetsSeen: Int = 0, framesDecoded: Int = 0, damagedPackets: Int = 0, groups: Int = 0, groupsSkipped: Int = 0
    ) {
      self.packetsSeen = packetsSeen
      self.framesDecoded = framesDecoded
      self.damagedPackets = damagedPackets
      self.groups = groups
      self.groupsSkipped = groupsSkipped
    }
  }
}
