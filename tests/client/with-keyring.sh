#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: with-keyring.sh STATE PROGRAM [ARGUMENT...]
# Runs PROGRAM on a session bus and in folders of its own, with a real gnome-keyring in that STATE:
#   unlocked  open and empty
#   locked    an item of the program's in it, locked, and nobody who could open it
#   none      no service at all
#   kwallet   KDE's instead, open and empty
#   file      libsecret's file, as in Flatpak, and no service
# HW_TEST_KEYRING says the state, HW_TEST_KEYRING_PID the process, to PROGRAM.
set -eu

if [ "${HW_TEST_KEYRING:-}" = "" ]; then
  HW_TEST_KEYRING=$1
  shift
  HW_TEST_KEYRING_FOLDER=$(mktemp -d)
  trap 'rm -rf "$HW_TEST_KEYRING_FOLDER"' EXIT
  trap 'exit 1' INT TERM HUP
  self=$(realpath "$0")
  for folder in home data config cache run; do
    mkdir -m 700 "$HW_TEST_KEYRING_FOLDER/$folder"
  done
  # Nothing may be started on demand: neither another keyring nor a prompt that waits for a person.
  cat > "$HW_TEST_KEYRING_FOLDER/bus.conf" <<'CONF'
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
CONF
  export HW_TEST_KEYRING HW_TEST_KEYRING_FOLDER
  export HOME="$HW_TEST_KEYRING_FOLDER/home" XDG_RUNTIME_DIR="$HW_TEST_KEYRING_FOLDER/run"
  export XDG_DATA_HOME="$HW_TEST_KEYRING_FOLDER/data" XDG_CONFIG_HOME="$HW_TEST_KEYRING_FOLDER/config"
  export XDG_CACHE_HOME="$HW_TEST_KEYRING_FOLDER/cache"
  unset DISPLAY WAYLAND_DISPLAY GNOME_KEYRING_CONTROL SSH_AUTH_SOCK
  status=0
  dbus-run-session --config-file="$HW_TEST_KEYRING_FOLDER/bus.conf" -- "$self" "$@" || status=$?
  exit "$status"
fi

# On the bus from here on.
start_keyring () {
  HW_TEST_KEYRING_PID=$!
  gdbus wait --session --timeout 60 org.freedesktop.secrets
}

# KDE's opens its wallet without a question for who logs in (pam_kwallet), with a hash of the password.
start_kwallet () {
  name=$(basename "$(command -v kwalletd5 || command -v kwalletd6)")
  "$name" > /dev/null 2>&1 &
  HW_TEST_KEYRING_PID=$!
  gdbus wait --session --timeout 60 "org.kde.$name"
  gdbus call --session --dest "org.kde.$name" --object-path "/modules/$name" --method org.kde.KWallet.pamOpen \
    kdewallet "[$(seq -s , -f 'byte %g' 1 56)]" 0 > /dev/null
}

case $HW_TEST_KEYRING in
  unlocked)
    printf pw | gnome-keyring-daemon --foreground --unlock --components=secrets > /dev/null 2>&1 &
    start_keyring
    ;;
  locked)
    printf pw | gnome-keyring-daemon --foreground --unlock --components=secrets > /dev/null 2>&1 &
    start_keyring
    printf '{}' | secret-tool store --label=locked xdg:schema io.github.hellowork_mypage.MyPage \
      server https://office.example.jp kind session id abcdefghijklmnopqrstuvwxyz
    kill "$HW_TEST_KEYRING_PID"
    wait "$HW_TEST_KEYRING_PID" || true
    gnome-keyring-daemon --foreground --components=secrets > /dev/null 2>&1 &
    start_keyring
    ;;
  kwallet)
    printf '[Wallet]\nFirst Use=false\nDefault Wallet=kdewallet\n[org.freedesktop.secrets]\napiEnabled=true\n' \
      > "$XDG_CONFIG_HOME/kwalletrc"
    export QT_QPA_PLATFORM=offscreen
    # It offers to others the wallets that were there when it started.
    start_kwallet
    kill "$HW_TEST_KEYRING_PID"
    wait "$HW_TEST_KEYRING_PID" || true
    start_kwallet
    gdbus wait --session --timeout 60 org.freedesktop.secrets
    HW_TEST_KEYRING=unlocked # to the program it is one like the other
    ;;
  none) HW_TEST_KEYRING_PID= ;;
  file)
    HW_TEST_KEYRING_PID=
    export SECRET_BACKEND=file SECRET_FILE_TEST_PATH="$HW_TEST_KEYRING_FOLDER/file.keyring" SECRET_FILE_TEST_PASSWORD=pw
    ;;
  *)
    echo "with-keyring.sh: no such state: $HW_TEST_KEYRING" >&2
    exit 2
    ;;
esac

export HW_TEST_KEYRING_PID
status=0
"$@" || status=$?
if [ "$HW_TEST_KEYRING_PID" ]; then
  kill -KILL "$HW_TEST_KEYRING_PID" 2> /dev/null || true
  wait "$HW_TEST_KEYRING_PID" 2> /dev/null || true
fi
exit "$status"
