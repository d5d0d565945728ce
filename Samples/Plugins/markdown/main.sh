#!/bin/sh
# An exporter in the shell, with jq. One line comes, one line goes.
if ! command -v jq > /dev/null; then
  echo "this plug-in needs jq: apt install jq" >&2
  exit 1
fi
heading=true

# say ID RESULT
say() { jq -cn --argjson id "$1" --argjson result "$2" '{jsonrpc: "2.0", id: $id, result: $result}'; }
# refuse ID CODE MESSAGE
refuse() {
  jq -cn --argjson id "$1" --argjson code "$2" --arg message "$3" \
    '{jsonrpc: "2.0", id: $id, error: {code: $code, message: $message}}'
}

while IFS= read -r line; do
  method=$(printf '%s' "$line" | jq -r '.method // empty' 2> /dev/null) || continue
  id=$(printf '%s' "$line" | jq -c '.id')
  case $method in
    initialize)
      if printf '%s' "$line" | jq -e '.params.protocolVersions | index(1)' > /dev/null; then
        heading=$(printf '%s' "$line" | jq '.params.settings.heading')
        say "$id" '{"protocolVersion": 1, "plugin": {"name": "markdown", "version": "1.0.0"},
          "capabilities": {"parallelRequests": 1}}'
      else
        refuse "$id" -32003 "this plug-in speaks version 1"
      fi
      ;;
    export)
      folder=$(printf '%s' "$line" | jq -r '.params.context.temporaryDirectory // empty')
      if [ -z "$folder" ]; then
        refuse "$id" -32602 "there is no temporary directory"
        continue
      fi
      # A long transcript is in a file.
      transcript=$(printf '%s' "$line" | jq -r '.params.transcript.file // empty')
      if [ -z "$transcript" ]; then
        transcript=$folder/transcript.json
        printf '%s' "$line" | jq -c '.params.transcript.inline' > "$transcript"
      fi
      name=$(printf '%s' "$line" | jq -r '.params.mediaName')
      if jq -r --arg name "$name" --argjson heading "$heading" -f segments.jq "$transcript" > "$folder/result.md"; then
        say "$id" "$(jq -cn --arg file "$folder/result.md" '{file: $file}')"
      else
        refuse "$id" -32603 "the transcript cannot be read"
      fi
      ;;
    shutdown) say "$id" null ;;
    exit) exit 0 ;;
    # Cancelling comes too late: one request is done before the next line is read.
    *) [ "$id" = null ] || refuse "$id" -32601 "this plug-in does no “$method”" ;;
  esac
done
