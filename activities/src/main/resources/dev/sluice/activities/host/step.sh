# One step on a host, in one round trip. What it is told stands before it as variables; it is called by its last line, so that
# a script that was cut off on its way does nothing. It says what it did in lines that begin with @, and @end last.

say() { printf '@%s %s\n' "$1" "$2"; }

# end OUTCOME [WORDS]
end() {
  say outcome "$1"
  [ -z "${2:-}" ] || say words "$2"
  facts
  printf '@end\n'
  exit 0
}

# What is there now, whatever was done. Functions answer in variables: a subshell costs more than all else here.
facts() {
  read_book
  say book "$book"
  line=
  { read -r line <"$boot_file"; } 2>/dev/null
  say boot "$line"
  home=
  line=${book#'{"subject":"'}
  if [ "$line" != "$book" ]; then
    line=${line%%'"'*}
    [ -z "$line" ] || {
      home "$line"
      sum "$home"
      say subject "$sum"
    }
  fi
  [ -z "$path" ] || {
    [ "$path" = "$home" ] || sum "$path"
    say sum "$sum"
  }
  if [ -n "$kept" ] && [ -s "$kept/boot" ]; then read -r line <"$kept/boot" && say booted "$line"; fi
  if [ -n "$health" ]; then quietly "$health" && say health ok || say health failed; fi
  if [ -n "$check" ]; then quietly "$check" && say check ok || say check failed; fi
  [ -z "$version" ] || say version "$(text_of "$version")"
}

# home PATH   sets home
home() { case $1 in '~/'*) home=$HOME/${1#'~/'} ;; *) home=$1 ;; esac; }

# sum FILE   sets sum: its SHA-256, - when there is none, ? when it can't be read
sum() {
  if [ -f "$1" ]; then
    sum=$(sha256sum <"$1") 2>/dev/null || sum=?
    sum=${sum%% *}
  elif [ -e "$1" ]; then
    sum=?
  else
    sum=-
  fi
}

quietly() { timeout -k 2 "$look_within" /bin/sh -c "$1" </dev/null >/dev/null 2>&1 9>&-; }

# What a command prints, without the ends of its last lines.
text_of() {
  text=$(timeout -k 2 "$look_within" /bin/sh -c "$1" </dev/null 2>/dev/null 9>&- | head -c 200)
  printf '%s' "$text" | base64 | tr -d '\n'
}

# carry_out OUTCOME COMMAND   ends with the outcome and the end of its output when it fails
carry_out() {
  [ -n "$2" ] || return 0
  code=0
  timeout -k 5 "$within" /bin/sh -c "$2" </dev/null >"$folder/.output" 2>&1 9>&- || code=$?
  [ "$code" -eq 0 ] || {
    say output "$(tail -c 600 "$folder/.output" | base64 | tr -d '\n')"
    rm -f "$folder/.output"
    end "$1" "$code"
  }
  rm -f "$folder/.output"
}

read_book() {
  book=
  [ ! -e "$book_file" ] || { IFS= read -r book <"$book_file"; } 2>/dev/null || [ -n "$book" ] || book='?'
}

# write FILE TEXT   whole or not at all
write() {
  { printf '%s\n' "$2" >"$1.new"; } 2>/dev/null && mv -f "$1.new" "$1" || {
    rm -f "$1.new"
    end unwritable "$1"
  }
}

# Keeps what is there, once for each change.
remember() {
  [ ! -s "$kept/state" ] || return 0
  fresh=yes
  mkdir -p "$kept" 2>/dev/null || end unwritable "$kept"
  line=-
  if [ -n "$path" ] && [ -f "$path" ]; then
    # It counts once the state is written.
    cp -a -- "$path" "$kept/content" 2>/dev/null || {
      rm -f "$kept/content"
      end unwritable "$kept/content"
    }
    sum "$kept/content"
    line="$sum -"
  elif [ -n "$path" ]; then
    [ -d "${path%/*}" ] || end no-folder
  elif [ -n "$own_version" ]; then
    line="$(text_of "$own_version") -"
  fi
  write "$kept/state" "$line"
}

# put FILE SUM   makes a file that is ready beside the path take its place
put() {
  sum "$1"
  [ "$sum" = "$2" ] || {
    rm -f "$1"
    end torn
  }
  if [ -f "$path" ]; then
    line=$(stat -c '%a:%u:%g' -- "$1" "$path")
    [ "${line%%[!0-9:]*}" = "${line##*[!0-9:]}" ] || {
      rm -f "$1"
      end owner-lost
    }
  fi
  mv -f -- "$1" "$path" 2>/dev/null || {
    rm -f "$1"
    end unwritable "$path"
  }
}

# settle   waits for health before a drained host serves again
settle() {
  [ -n "$undrain" ] || return 0
  if [ -n "$health" ]; then
    i=0
    until quietly "$health"; do
      i=$((i + 1))
      [ "$i" -lt "$settle_tries" ] || end unhealthy
      sleep 1
    done
  fi
  carry_out undrain-failed "$undrain"
}

finish() {
  write "$book_file" "$done_book"
  for line in "$folder"/kept/*; do
    case " $keep " in *" ${line##*/} "*) ;; *) rm -rf "$line" ;; esac
  done
  end "$1"
}

replace() {
  remember
  read -r was rest <"$kept/state"
  sum "$path"
  now=$sum
  [ "$now" != '?' ] || end unreadable
  if [ "$now" != "$want" ]; then
    [ -z "$replaces" ] || [ "$now" = "$replaces" ] || end edited "$now"
    [ "$now" = "$was" ] || end edited "$now"
  elif [ "$step" = BEGIN ]; then
    finish already
  fi
  write "$book_file" "$ordered_book"
  carry_out drain-failed "$drain"
  if [ "$now" != "$want" ]; then
    new="${path%/*}/.sluice-$id"
    rm -f "$new"
    if [ -f "$path" ]; then cp -a -- "$path" "$new" 2>/dev/null || end unwritable "$new"; else
      (umask 022 && : >"$new") 2>/dev/null || end unwritable "$new"
    fi
    printf '%s' "$content" | base64 -d 2>/dev/null >"$new" || {
      rm -f "$new"
      end unwritable "$new"
    }
    put "$new" "$want"
  fi
  carry_out reload-failed "$action"
  settle
  finish applied
}

restore() {
  [ -s "$kept/state" ] || end kept-lost
  read -r was rest <"$kept/state"
  sum "$path"
  now=$sum
  [ "$now" = "$was" ] || [ "$now" = "$want" ] || end edited "$now"
  write "$book_file" "$ordered_book"
  if [ "$now" = "$was" ] && [ "$step" = BEGIN ] && [ "$was_done" = yes ]; then finish already; fi
  carry_out drain-failed "$drain"
  if [ "$now" != "$was" ]; then
    if [ "$was" = - ]; then
      rm -f -- "$path" 2>/dev/null || end unwritable "$path"
    else
      new="${path%/*}/.sluice-$id"
      rm -f "$new"
      cp -a -- "$kept/content" "$new" 2>/dev/null || {
        rm -f "$new"
        end unwritable "$new"
      }
      put "$new" "$was"
    fi
  fi
  carry_out reload-failed "$action"
  settle
  finish applied
}

run() {
  remember
  write "$book_file" "$ordered_book"
  if [ "$step" = GO_ON ] && [ -n "$check" ] && quietly "$check"; then
    settle
    finish already
  fi
  carry_out drain-failed "$drain"
  carry_out failed "$action"
  settle
  finish applied
}

undo() {
  [ -s "$kept/state" ] || end kept-lost
  read -r was rest <"$kept/state"
  write "$book_file" "$ordered_book"
  SLUICE_BEFORE=$([ "$was" = - ] || printf '%s' "$was" | base64 -d)
  export SLUICE_BEFORE
  carry_out drain-failed "$drain"
  carry_out failed "$action"
  if [ -n "$own_version" ]; then [ "$(text_of "$own_version")" = "$was" ] || end not-back; fi
  settle
  finish applied
}

reboot_host() {
  remember
  line=
  { read -r line <"$boot_file"; } 2>/dev/null
  [ -n "$line" ] || end no-boot-id
  if [ "$step" = GO_ON ] && [ -s "$kept/boot" ]; then
    read -r was <"$kept/boot"
    # Rebooted already, or about to.
    if [ "$was" != "$line" ] || [ -n "$(find "$kept/boot" -mmin -3)" ]; then end underway; fi
  fi
  write "$book_file" "$ordered_book"
  carry_out drain-failed "$drain"
  write "$kept/boot" "$line"
  (
    trap '' HUP
    sleep 1
    exec /bin/sh -c "$action"
  ) </dev/null >/dev/null 2>&1 9>&- &
  end ordered
}

returned() {
  { read -r was <"$kept/boot" && read -r line <"$boot_file"; } 2>/dev/null || end underway
  [ "$was" != "$line" ] || end underway
  if [ -n "$health" ]; then quietly "$health" || end underway; fi
  carry_out undrain-failed "$undrain"
  finish applied
}

main() {
  umask 077
  LC_ALL=C
  export LC_ALL
  for line in flock sha256sum base64 timeout stat find; do
    command -v "$line" >/dev/null 2>&1 || end lacks "$line"
  done
  home "$folder"
  folder=$home
  home "$path"
  path=$home
  home "$boot_file"
  boot_file=$home
  book_file=$folder/$book_name
  kept=
  [ -z "$id" ] || kept=$folder/kept/$id
  if [ -n "$path" ]; then
    [ ! -L "$path" ] || end symbolic-link
    [ ! -d "$path" ] || end is-folder
  fi
  [ "$act" != look ] || {
    [ -z "$path" ] || [ -w "${path%/*}" ] || end look read-only
    line=$folder
    while [ ! -e "$line" ] && [ -n "$line" ]; do line=${line%/*}; done
    [ -w "${line:-/}" ] || end look no-orders
    end look
  }
  [ -d "$folder/kept" ] || mkdir -p "$folder/kept" 2>/dev/null || end unwritable "$folder"
  [ -w "$folder/lock" ] || (: >>"$folder/lock") 2>/dev/null || end unwritable "$folder"
  exec 9>>"$folder/lock"
  flock -w "$lock_within" 9 || end busy
  read_book
  [ "$book" = "$expected" ] || end conflict
  case $act in
    snapshot)
      remember
      finish remembered
      ;;
    note) finish already ;;
    replace) replace ;;
    restore) restore ;;
    run) run ;;
    undo) undo ;;
    reboot) reboot_host ;;
    returned) returned ;;
    forget)
      write "$book_file" "$ordered_book"
      finish applied
      ;;
    *) end unknown-act ;;
  esac
}

main
