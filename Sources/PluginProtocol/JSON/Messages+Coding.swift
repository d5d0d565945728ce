internal import Media
internal import Moderation
internal import Transcript

// What carries a transcript in the message.

extension Carried: JSONWritable where Value: JSONWritable {
  func write(to json: inout JSONWriter) throws(JSONWriter.Unwritable) {
    switch self {
    case .inline(let value):
      json.literal(#"{"inline":"#)
      try value.write(to: &json)
    case .file(let path):
      json.literal(#"{"file":"#)
      json.string(path)
    }
    json.literal("}")
  }
}

extension Carried: JSONReadable where Value: JSONReadable {
  init(from json: inout JSONReader) throws(JSONReader.Surprise) {
    var members = JSONMembers()
    var value: Value?
    var path: String?
    try json.object { (json, key) throws(JSONReader.Surprise) in
      if try members.take(key, "inline", 0) {
        value = try Value(from: &json)
      } else if try members.take(key, "file", 1) {
        path = try json.string()
      } else {
        _ = try json.value()
      }
    }
    switch (value, path) {
    case (let value?, nil): self = .inline(value)
    case (nil, let path?): self = .file(path)
    default: throw JSONReader.Surprise()
    }
  }
}

extension TranscriptResult: JSONWritable, JSONReadable {
  func write(to json: inout JSONWriter) throws(JSONWriter.Unwritable) {
    json.literal(#"{"transcript":"#)
    try transcript.write(to: &json)
    json.literal("}")
  }

  init(from json: inout JSONReader) throws(JSONReader.Surprise) {
    var members = JSONMembers()
    var transcript: Carried<Transcript>?
    try json.object { (json, key) throws(JSONReader.Surprise) in
      if try members.take(key, "transcript", 0) {
        transcript = try Carried(from: &json)
      } else {
        _ = try json.value()
      }
    }
    guard let transcript else { throw JSONReader.Surprise() }
    self.init(transcript: transcript)
  }
}

extension FilterParams: JSONWritable, JSONReadable {
  func write(to json: inout JSONWriter) throws(JSONWriter.Unwritable) {
    json.literal("{")
    try annotations?.write(to: &json)
    json.literal(#""context":"#)
    try json.value(context)
    json.literal(#","transcript":"#)
    try transcript.write(to: &json)
    json.literal("}")
  }

  init(from json: inout JSONReader) throws(JSONReader.Surprise) {
    var members = JSONMembers()
    var transcript: Carried<Transcript>?
    var annotations: Annotations?
    var context: RequestContext?
    try json.object { (json, key) throws(JSONReader.Surprise) in
      if try members.take(key, "transcript", 0) {
        transcript = try Carried(from: &json)
      } else if try members.take(key, "context", 1) {
        context = try json.value(RequestContext.self)
      } else if try members.take(key, "annotations", 2) {
        annotations = try json.value(Annotations?.self)
      } else {
        _ = try json.value()
      }
    }
    guard let transcript, let context else { throw JSONReader.Surprise() }
    self.init(transcript: transcript, annotations: annotations, context: context)
  }
}

extension Annotations {
  /// As the first member of a message.
  fileprivate func write(to json: inout JSONWriter) throws(JSONWriter.Unwritable) {
    json.literal(#""annotations":"#)
    try json.value(self)
    json.literal(",")
  }
}

extension AnnotateParams: JSONWritable, JSONReadable {
  func write(to json: inout JSONWriter) throws(JSONWriter.Unwritable) {
    json.literal("{")
    if let audio {
      json.literal(#""audio":"#)
      try json.value(audio)
      json.literal(",")
    }
    json.literal(#""context":"#)
    try json.value(context)
    json.literal(#","transcript":"#)
    try transcript.write(to: &json)
    json.literal("}")
  }

  init(from json: inout JSONReader) throws(JSONReader.Surprise) {
    var members = JSONMembers()
    var transcript: Carried<Transcript>?
    var audio: AudioFile?
    var context: RequestContext?
    try json.object { (json, key) throws(JSONReader.Surprise) in
      if try members.take(key, "transcript", 0) {
        transcript = try Carried(from: &json)
      } else if try members.take(key, "audio", 1) {
        audio = try json.value(AudioFile?.self)
      } else if try members.take(key, "context", 2) {
        context = try json.value(RequestContext.self)
      } else {
        _ = try json.value()
      }
    }
    guard let transcript, let context else { throw JSONReader.Surprise() }
    self.init(transcript: transcript, audio: audio, context: context)
  }
}

extension ExportParams: JSONWritable {
  func write(to json: inout JSONWriter) throws(JSONWriter.Unwritable) {
    json.literal("{")
    try annotations?.write(to: &json)
    json.literal(#""context":"#)
    try json.value(context)
    json.literal(#","damage":"#)
    try json.value(damage)
    json.literal(#","media":"#)
    try json.value(media)
    json.literal(#","mediaName":"#)
    json.string(mediaName)
    json.literal(#","track":"#)
    try json.value(track)
    json.literal(#","transcript":"#)
    try transcript.write(to: &json)
    json.literal("}")
  }
}
